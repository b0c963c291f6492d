internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel

/// A user, group or role whose policies are simulated.
enum PolicySourceEntity {
    case user(User)
    case group(Group)
    case role(Role)

    /// The kind and name that an ARN gives.
    ///
    /// - Throws: `InvalidInput` for an ARN that names no user, group or role.
    static func holder(_ text: String) throws(ServiceError) -> (PolicyHolder, AccountID) {
        guard let arn = ARN(text), arn.service == "iam", let account = arn.accountID,
            let slash = arn.resource.lastIndex(of: "/")
        else { throw .simulatedEntity(text) }
        let name = String(arn.resource[arn.resource.index(after: slash)...])
        guard !name.isEmpty else { throw .simulatedEntity(text) }
        switch arn.resource.prefix(while: { $0 != "/" }) {
        case "user": return (.user(name), account)
        case "group": return (.group(name), account)
        case "role": return (.role(name), account)
        default: throw .simulatedEntity(text)
        }
    }

    /// Reads the entity with exactly this ARN.
    ///
    /// - Throws: `NoSuchEntity` when there is none.
    init(_ holder: PolicyHolder, arn: String, in view: some DirectoryView) throws(DirectoryError) {
        self =
            switch holder.kind {
            case .group: .group(try view.group(named: holder.name))
            case .role: .role(try view.role(named: holder.name))
            default: .user(try view.user(named: holder.name))
            }
        guard self.arn == arn else { throw .noSuch(holder.kind, holder.name) }
    }

    var arn: String {
        switch self {
        case .user(let user): user.arn
        case .group(let group): group.arn
        case .role(let role): role.arn
        }
    }

    var tags: [Tag] {
        switch self {
        case .user(let user): user.tags
        case .group: []
        case .role(let role): role.tags
        }
    }

    /// The entity as policies name it; a group cannot ask, and stands for any of its users.
    var principal: Principal {
        switch self {
        case .user(let user): return .user(user.account, arn: user.arn, uniqueID: user.id)
        case .group(let group): return .user(group.account, arn: group.arn)
        case .role(let role):
            let session = role.sessionARN("simulation")
            return .roleSession(role.account, arn: session, roleARN: role.arn, roleID: role.id)
        }
    }

    /// The condition keys that follow from the entity.
    var context: RequestContext {
        var context = RequestContext(capacity: 16)
        switch self {
        case .user(let user): context.add(user)
        case .group: break
        case .role(let role): context.add(role)
        }
        return context
    }
}
