/// Counts and lengths of EC2.
enum Limits {
    /// The most results of a page.
    /// - Source: EC2 API Reference, DescribeInstances, `MaxResults`.
    static let pageItems = 5...1000
    /// The tags of a resource.
    /// - Source: EC2 User Guide, "Tag your Amazon EC2 resources", tag restrictions.
    static let tags = 50
    /// The longest key of a tag, in characters.
    /// - Source: EC2 API Reference, Tag, `Key`.
    static let tagKey = 127
    /// The longest value of a tag, in characters.
    /// - Source: EC2 API Reference, Tag, `Value`.
    static let tagValue = 256
    /// The longest client token, in characters.
    /// - Source: EC2 API Reference, RunInstances, `ClientToken`.
    static let clientToken = 64
    /// How many hops a token of the metadata service may travel.
    /// - Source: EC2 API Reference, InstanceMetadataOptionsRequest, `HttpPutResponseHopLimit`.
    static let hops = 1...64
    /// The values of a filter, and the filters of a request.
    /// - Source: EC2 API Reference, Filter: up to 50 filters, and up to 200 values in one request.
    static let filterValues = 200
    /// Tries to find a free address: with 10,000 of 65,536 taken, 32 fail once in 10^26.
    static let addressTries = 32
}
