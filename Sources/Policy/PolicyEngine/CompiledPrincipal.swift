import Base

/// A principal that a statement names.
struct CompiledPrincipal: Sendable {
    enum Kind: UInt8, Sendable {
        case everyone
        /// An account, by digits or root ARN.
        case account
        case user
        case role
        case session
        case federatedUser
        /// The unique id of a user or role.
        case uniqueID
        case service
        case federated
        case canonicalUser
        /// A name that names nobody.
        case nobody
    }

    var kind: Kind
    var account: AccountID?
    var name: Slice
}
