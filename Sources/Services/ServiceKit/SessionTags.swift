public import Base
public import ServiceModel
public import Tokens

/// The tags of a session to be: those that the request brings, and those that a chain hands on.
///
/// - Source: IAM User Guide, "Pass session tags in AWS STS"; the texts as observed.
public struct SessionTags: Sendable {
    /// All tags of the new session.
    public let all: [SessionClaims.SessionTag]

    /// Reads `Tags` and `TransitiveTagKeys`, and adds what the caller's own session hands on.
    ///
    /// - Throws: `InvalidParameterValue` 400.
    public init(_ input: Structure, callerSession: SessionClaims?) throws(ServiceError) {
        try self.init(
            input.tags(),
            transitive: input.strings("TransitiveTagKeys") ?? [],
            callerSession: callerSession
        )
    }

    /// Takes tags and the keys of the transitive ones among them.
    ///
    /// - Throws: `InvalidParameterValue` 400.
    public init(
        _ asked: [Tag],
        transitive askedKeys: [String],
        callerSession: SessionClaims? = nil
    ) throws(ServiceError) {
        let names = asked.map { $0.key.lowercased() }
        let ordered = names.sorted()
        guard !zip(ordered, ordered.dropFirst()).contains(where: ==) else {
            throw .invalidParameterValue(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            )
        }
        guard !asked.contains(where: \.isReserved) else {
            throw .invalidParameterValue("Tag keys that start with aws: are reserved for AWS.")
        }
        let transitive = Set(askedKeys.map { $0.lowercased() })
        guard transitive.isSubset(of: names) else {
            throw .invalidParameterValue(
                "The specified transitive tag key must be included in the requested tags."
            )
        }
        var all = (callerSession?.tags ?? []).filter(\.isTransitive)
        guard !all.contains(where: { names.contains($0.tag.key.lowercased()) }) else {
            throw .invalidParameterValue(
                "One of the specified transitive tag keys can't be set because it conflicts with a "
                    + "transitive tag key from the calling session."
            )
        }
        all.reserveCapacity(all.count + asked.count)
        for (tag, name) in zip(asked, names) {
            all.append(SessionClaims.SessionTag(tag, isTransitive: transitive.contains(name)))
        }
        self.all = all
    }

    /// Keys and values.
    public var tags: [Tag] { all.map(\.tag) }

    /// The keys of those that go further along the chain.
    public var transitiveKeys: [String] { all.filter(\.isTransitive).map(\.tag.key) }
}
