import Base

/// The session policies and tags of a session, which share one packed limit.
///
/// - Source: botocore, `sts` model, AssumeRole, `Policy`: "an AWS conversion compresses the passed
///   inline session policy, managed policy ARNs, and session tags into a packed binary format".
struct SessionRestrictions {
    /// The session tags, inherited ones included.
    var tags: [SessionClaims.SessionTag]
    /// Session policies as text.
    var policies: [String]
    /// ARNs of managed session policies.
    var policyARNs: [String]

    /// Whether there are none.
    var isEmpty: Bool { tags.isEmpty && policies.isEmpty && policyARNs.isEmpty }

    /// How much of the limit the packed form takes, in per cent, at least 1.
    ///
    /// Tags that chains hand on add up: more than a token may list are too much, however well they pack.
    func percent(_ packed: [UInt8]) -> Int {
        let bytes = Self.percent(packed.count, of: Limits.packedBudget)
        guard tags.count > Limits.listEntries else { return max(1, bytes) }
        return max(bytes, Self.percent(tags.count, of: Limits.listEntries))
    }

    private static func percent(_ part: Int, of whole: Int) -> Int {
        (part * 100 + whole - 1) / whole
    }

    /// All three, packed.
    var packed: [UInt8] {
        var out = ClaimsWriter(capacity: 512)
        out.put(UInt64(tags.count))
        for tag in tags {
            out.put(UInt64(tag.isTransitive ? 1 : 0))
            out.put(tag.tag.key)
            out.put(tag.tag.value)
        }
        for list in [policies, policyARNs] {
            out.put(UInt64(list.count))
            for text in list { out.put(text) }
        }
        return Packing.pack(out.bytes)
    }
}

extension SessionRestrictions {
    /// Unpacks all three.
    init(packed: [UInt8]) throws(TokenFailure) {
        guard let bytes = Packing.unpack(packed, limit: Limits.unpacked) else { throw .malformed }
        var reader = ClaimsReader(bytes)
        var tags: [SessionClaims.SessionTag] = []
        for _ in 0..<(try reader.count()) {
            let flag = try reader.number()
            guard flag <= 1 else { throw .malformed }
            let tag = Tag(key: try reader.text(), value: try reader.text())
            tags.append(SessionClaims.SessionTag(tag, isTransitive: flag == 1))
        }
        self.tags = tags
        policies = try Self.list(&reader)
        policyARNs = try Self.list(&reader)
        guard reader.isAtEnd else { throw .malformed }
    }

    private static func list(_ reader: inout ClaimsReader) throws(TokenFailure) -> [String] {
        var list: [String] = []
        for _ in 0..<(try reader.count()) { list.append(try reader.text()) }
        return list
    }
}
