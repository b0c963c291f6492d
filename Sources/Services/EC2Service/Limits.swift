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
    /// The longest id of an image, and the longest name of a type, in characters: ours; the longest that
    /// there are have 21 and 18.
    static let imageID = 64
    static let type = 64
    /// The longest name of a key pair, in characters.
    /// - Source: EC2 API Reference, CreateKeyPair, `KeyName`.
    static let keyName = 255
    /// The security groups of an instance that is started.
    /// - Source: VPC User Guide, "Amazon VPC quotas": 5 for a network interface, at most 16.
    static let securityGroups = 16
    /// The kinds of resources that a start gives tags: ours, as AWS has six.
    static let tagSpecifications = 16
    /// The bytes of all instances that one request starts: ours, as a change is in memory whole.
    static let launchBytes = 16 << 20
    /// The bytes of an instance without its tags, with room to spare.
    static let instanceBytes = 2048
    /// How many hops a token of the metadata service may travel.
    /// - Source: EC2 API Reference, InstanceMetadataOptionsRequest, `HttpPutResponseHopLimit`.
    static let hops = 1...64
    /// The filters of a request.
    /// - Source: EC2 API Reference, Filter: up to 50 filters, and up to 200 values in one request.
    static let filters = 50
    /// The values of all filters of a request.
    /// - Source: as above.
    static let filterValues = 200
    /// Tries to find a free address: with 10,000 of 65,536 taken, 32 fail once in 10^26.
    static let addressTries = 32
}
