private import Base
private import Synchronization

/// One instance: what is known of it, as its metadata, and the keys of the role that it has now.
package final class Instance: Sendable {
    /// Says the instance itself in tokens, so that none is good for another.
    let name: String
    private let client: ServiceClient
    private let surroundings: KeeperSurroundings
    private let durationSeconds: Int?
    private let metadata: Keeper<MetadataTree>
    private let role = Mutex<(arn: String, keys: Keeper<SessionKeys>)?>(nil)

    /// Takes which instance it is, and where to ask.
    package init(
        _ source: InstanceSource,
        client: ServiceClient,
        surroundings: KeeperSurroundings,
        durationSeconds: Int? = nil
    ) {
        switch source {
        case .instance(let id): name = id
        case .profile(_, let standIn, _): name = standIn
        }
        self.client = client
        self.surroundings = surroundings
        self.durationSeconds = durationSeconds
        metadata = Keeper(
            surroundings,
            plan: { KeepingPlan(descriptionAt: $1, jitter: $2) },
            fetch: { () throws(CallFailure) in MetadataTree(try client.describe(source)) }
        )
    }

    /// The metadata, from memory; nil when it takes a fetch.
    func ready() -> Keeper<MetadataTree>.Outcome? { metadata.ready() }

    /// The metadata, at once or later.
    func ask(_ answer: @escaping @Sendable (Keeper<MetadataTree>.Outcome) -> Void) {
        metadata.ask(answer)
    }

    /// The keeper of the keys of a role; the one of another role is let go.
    func keys(of roleARN: String, _ description: InstanceDescription) -> Keeper<SessionKeys> {
        role.withLock { role in
            if let role, role.arn == roleARN { return role.keys }
            let keeper = keeper(of: roleARN, description)
            role = (roleARN, keeper)
            return keeper
        }
    }

    /// Fetches the metadata and the keys, and waits for them.
    package func fetch() throws(CallFailure) {
        let description = try metadata.wait().get().description
        guard let role = description.roleARN else { return }
        _ = try keys(of: role, description).wait().get()
    }

    /// Renews what ends soon.
    package func tick() {
        metadata.tick()
        role.withLock { $0?.keys }?.tick()
    }

    private func keeper(
        of roleARN: String,
        _ description: InstanceDescription
    ) -> Keeper<SessionKeys> {
        let client = client
        let binding = RoleBinding.service(
            principal: "ec2.amazonaws.com",
            roleARN: roleARN,
            sessionName: description.instanceID,
            sourceARN: description.sourceARN,
            durationSeconds: durationSeconds
        )
        return Keeper(
            surroundings,
            plan: { KeepingPlan(for: $0, at: $1, jitter: $2) },
            fetch: { () throws(CallFailure) in try client.keys(for: binding) }
        )
    }
}
