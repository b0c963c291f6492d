internal import Directory
internal import ServiceKit
internal import ServiceModel

/// Whose keys, certificates or devices a call is about.
struct CredentialOwner {
    /// The user; nil for root.
    let name: String?

    func key(_ directory: some DirectoryView) throws -> AccessKey.Owner {
        guard let name else { return .root }
        return .user(try directory.user(named: name).id)
    }
}

extension Call where View: DirectoryView {
    /// The named user, or the caller itself, once the caller may do the action on it.
    mutating func owner(_ action: String) throws -> CredentialOwner {
        if input.string("UserName") == nil, caller.isRoot {
            try authorize(Demand("iam:\(action)", on: caller.arn))
            return CredentialOwner(name: nil)
        }
        let name = try userName()
        try authorize(action, user: name)
        return CredentialOwner(name: name)
    }
}
