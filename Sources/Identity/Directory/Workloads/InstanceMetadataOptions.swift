import Store

/// What the metadata service of an instance does.
///
/// - Source: EC2 User Guide, "Instance metadata options".
public struct InstanceMetadataOptions: Hashable, Sendable {
    /// Whether there is an endpoint at all.
    public var hasEndpoint = true
    /// Whether requests need a token: version 2 only.
    public var needsTokens = false
    /// How many hops the answer with a token may travel, 1 to 64.
    public var hopLimit = 1
    /// Whether the instance's tags can be read.
    public var hasTags = false
    /// Whether there is an endpoint at an IPv6 address.
    public var hasIPv6 = false

    /// The options of an instance that asks for none.
    public init() {}
}

extension InstanceMetadataOptions {
    init(_ record: RecordReader) throws(StoreError) {
        hasEndpoint = try record.numberIfPresent(1) == 1
        needsTokens = try record.numberIfPresent(2) == 1
        hopLimit = Int(try record.number(3))
        hasTags = try record.numberIfPresent(4) == 1
        hasIPv6 = try record.numberIfPresent(5) == 1
    }

    func write(to record: inout RecordWriter) {
        if hasEndpoint { record.put(1, Int64(1)) }
        if needsTokens { record.put(2, Int64(1)) }
        record.put(3, Int64(hopLimit))
        if hasTags { record.put(4, Int64(1)) }
        if hasIPv6 { record.put(5, Int64(1)) }
    }
}
