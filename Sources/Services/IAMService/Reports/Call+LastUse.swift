internal import Directory
internal import ServiceKit
internal import ServiceModel

extension Call where View: DirectoryView {
    /// When and where a session of the role asked for something last.
    ///
    /// - Source: IAM API Reference, RoleLastUsed: null when the role was not used within the
    ///   tracking period.
    func lastUse(of role: Role) throws -> Value {
        let access = try node.directory.access(ofPrincipal: role.id, in: directory)
        let use = access.latest(at: environment.now)
        return ["LastUsedDate": .optional(use?.time), "Region": .optional(use?.region)]
    }
}
