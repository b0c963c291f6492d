public import Base
internal import Markup

/// The session tags and the source identity that a token brings.
///
/// - Source: IAM User Guide, "Pass session tags in AWS STS", "Passing session tags using
///   AssumeRoleWithWebIdentity" (nested, or flattened into one claim for each); "Monitor and control
///   actions taken with assumed roles" (source identity).
public struct SessionRequest: Hashable, Sendable {
    /// The session tags.
    public private(set) var tags: [Tag] = []
    /// The keys of the tags that go along when roles are chained.
    public private(set) var transitiveTagKeys: [String] = []
    /// The source identity.
    public let sourceIdentity: String?

    private static let tagClaim: StaticString = "https://aws.amazon.com/tags"
    private static let identityClaim: StaticString = "https://aws.amazon.com/source_identity"
    private static let principalTags = "principal_tags"
    private static let transitiveKeys = "transitive_tag_keys"

    init(_ claims: JSONValue) throws(TokenProblem) {
        let reader = ClaimReader(claims)
        sourceIdentity =
            claims[Self.identityClaim] == nil ? nil : try reader.text(Self.identityClaim)
        for member in claims.members where member.key.hasPrefix(Self.tagClaim) {
            // By bytes, since what follows may join the last letter to one character.
            let name = (member.key.string ?? "").utf8.dropFirst(Self.tagClaim.utf8CodeUnitCount)
            try read(Substring(name), member.value)
        }
    }

    private mutating func read(
        _ rest: Substring,
        _ value: JSONValue
    ) throws(TokenProblem) {
        if rest.isEmpty {
            guard value.kind == .object else { throw .claim(Self.tagClaim.description) }
            for member in value.members {
                switch member.key.string {
                case Self.principalTags: try addAll(member.value)
                case Self.transitiveKeys: try addKeys(member.value)
                default: continue
                }
            }
        } else if rest == "/\(Self.transitiveKeys)" {
            try addKeys(value)
        } else if rest.hasPrefix("/\(Self.principalTags)/") {
            try add(String(rest.dropFirst(Self.principalTags.count + 2)), value)
        }
    }

    private mutating func addAll(_ value: JSONValue) throws(TokenProblem) {
        guard value.kind == .object else { throw .claim(Self.tagClaim.description) }
        for member in value.members {
            guard let key = member.key.string else { continue }
            try add(key, member.value)
        }
    }

    /// The value of a tag may stand in a list of its own.
    private mutating func add(_ key: String, _ value: JSONValue) throws(TokenProblem) {
        let values = try ClaimReader.texts(value, Self.tagClaim.description)
        guard values.count == 1 else { throw .claim(Self.tagClaim.description) }
        tags.append(Tag(key: key, value: values[0]))
    }

    private mutating func addKeys(_ value: JSONValue) throws(TokenProblem) {
        transitiveTagKeys += try ClaimReader.texts(value, Self.tagClaim.description)
    }
}
