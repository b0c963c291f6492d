public import Base

/// A resource of IAM Roles Anywhere.
public protocol AnywhereResource: Record {
    /// What kind of resource.
    static var kind: AnywhereKind { get }
    /// The account that it is in.
    var account: AccountID { get }
    /// The region that it is in.
    var region: String { get }
    /// A random number in the form of RFC 9562.
    var id: String { get }
    /// In the order in which they were set.
    var tags: [Tag] { get set }
}

/// The kinds of resources of IAM Roles Anywhere, as ARNs have them.
public enum AnywhereKind: String, Sendable, CaseIterable {
    /// Whose certificates are trusted.
    case trustAnchor = "trust-anchor"
    /// Which roles may be had, and how.
    case profile
    /// Which certificates are not trusted any more.
    case revocationList = "crl"
    /// Who has shown a certificate.
    case subject

    var keyspace: UInt8 {
        switch self {
        case .trustAnchor: Keyspace.trustAnchors
        case .profile: Keyspace.anywhereProfiles
        case .revocationList: Keyspace.revocationLists
        case .subject: Keyspace.anywhereSubjects
        }
    }

    /// How many there may be in a region; nil where what is too much is forgotten.
    var limit: Int? {
        switch self {
        case .trustAnchor: Limits.trustAnchors
        case .profile: Limits.anywhereProfiles
        case .revocationList: Limits.revocationLists
        case .subject: nil
        }
    }

    /// The ARN of a resource of this kind, whether or not it is there.
    public func arn(_ account: AccountID, _ region: String, _ id: String) -> String {
        "arn:aws:rolesanywhere:\(region):\(account):\(rawValue)/\(id)"
    }
}

extension AnywhereResource {
    /// The ARN.
    public var arn: String { Self.kind.arn(account, region, id) }
}
