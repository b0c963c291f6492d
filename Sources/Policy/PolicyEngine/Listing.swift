/// Which identities of the one who asks a `NotPrincipal` element lists.
struct Listing {
    private var isAccountListed = false
    private var isEntityListed = false
    private var isSessionListed = false
    /// Whether users, roles or sessions of the same account are listed that are others.
    var areOthersListed = false
    /// Whether other sessions of the same role are listed.
    var areOtherSessionsListed = false

    mutating func add(_ kind: CompiledPrincipal.Kind) {
        switch kind {
        case .account, .canonicalUser: isAccountListed = true
        case .session, .federatedUser, .service, .federated: isSessionListed = true
        default: isEntityListed = true
        }
    }

    var isAnythingListed: Bool { isAccountListed || isEntityListed || isSessionListed }

    /// Whether a denial of all but the listed spares such a principal.
    func spares(_ kind: Principal.Kind) -> Bool {
        switch kind {
        case .root: isAccountListed
        case .user: isAccountListed && (isEntityListed || !areOthersListed)
        case .roleSession: isAccountListed && sparesSession
        case .federatedUser: isAccountListed && sparesFederatedUser
        case .service, .webIdentity, .saml: isSessionListed
        case .anonymous: false
        }
    }

    /// Naming the user behind a federated user does not name the federated user.
    private var sparesFederatedUser: Bool {
        isSessionListed || !(isEntityListed || areOthersListed)
    }

    private var sparesSession: Bool {
        if isSessionListed { return isEntityListed }
        if areOtherSessionsListed { return false }
        return isEntityListed || !areOthersListed
    }
}
