internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage

/// Somebody in the directory who would ask: an entity, a session of a role, or an account's root.
struct SimulatedSubject {
    let principal: Principal
    let entity: PolicySourceEntity?
    private(set) var context: RequestContext

    /// Reads the ARN of a user, group, role, role session or root user.
    init(_ text: String, in directory: Directory) throws {
        if let principal = Principal(text), principal.kind == .root, let owner = principal.account {
            guard try directory.stamp(of: owner) != nil else {
                throw DirectoryError.noSuch(.account, owner.description)
            }
            self.principal = principal
            entity = nil
            context = RequestContext()
            context.set(.principalType, "Account")
            context.set(.principalARN, text)
            context.set(.principalAccount, owner.description)
            context.set(.userID, owner.description)
        } else if let session = Session(text) {
            let role = try directory.read(session.account) { try $0.role(named: session.role) }
            entity = .role(role)
            principal = .roleSession(
                session.account,
                arn: text,
                roleARN: role.arn,
                roleID: role.id
            )
            context = RequestContext()
            context.add(role)
            context.set(.userID, "\(role.id):\(session.name)")
        } else {
            let (holder, owner) = try PolicySourceEntity.holder(text)
            let entity = try directory.read(owner) {
                try PolicySourceEntity(holder, arn: text, in: $0)
            }
            self.entity = entity
            principal = entity.principal
            context = entity.context
        }
    }

    /// The simulation of requests on a resource, with its policy.
    func simulation(
        _ context: RequestContext,
        policy: SimulateCommand.ResourcePolicy?,
        of resource: String,
        _ directory: Directory
    ) throws -> Simulation {
        let source = PolicySource(.resource, name: resource, arn: resource)
        var simulation = Simulation(
            principal: principal,
            identity: [],
            resourcePolicy: try policy.map { try SimulatedPolicy($0.document, source: source) },
            resourceOwner: policy?.owner ?? principal.account,
            context: context
        )
        guard let entity, let owner = principal.account else { return simulation }
        try directory.read(owner) { view in
            simulation.identity = try entity.policies(in: view)
            simulation.boundary = try entity.boundary(in: view)
        }
        try entity.addOrganization(to: &simulation, directory)
        return simulation
    }

    /// A role's session, as its ARN names it.
    private struct Session {
        var account: AccountID
        var role: String
        var name: String

        init?(_ text: String) {
            guard let arn = ARN(text), arn.service == "sts", let account = arn.accountID else {
                return nil
            }
            let parts = arn.resource.split(separator: "/")
            guard parts.count == 3, parts[0] == "assumed-role" else { return nil }
            self.account = account
            role = String(parts[1])
            name = String(parts[2])
        }
    }
}
