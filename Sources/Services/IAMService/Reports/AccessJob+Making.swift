internal import Base
internal import Directory
internal import ServiceCatalog
internal import ServiceKit

extension AccessJob {
    /// Does a job that is not done; for a background thread.
    static func complete(_ id: String, of account: AccountID, _ node: Node) throws {
        let done = try node.directory.read(account) { reader -> AccessJob? in
            guard var job = try reader.accessJob(id), job.completionDate == nil else { return nil }
            try job.fill(from: reader, node)
            return job
        }
        guard let done else { return }
        try node.directory.writeAndWait(account) { try $0.put(done) }
    }

    /// Freezes what the subject may use and what was used of it; a subject that is gone has nothing.
    private mutating func fill(from reader: DirectoryReader, _ node: Node) throws {
        let now = node.clock.now
        completionDate = now
        let subject: AccessSubject
        do {
            subject = try AccessSubject(arn: self.subject, in: reader)
        } catch DirectoryError.noSuch { return }
        entities = try subject.entities(in: reader)
        var uses: [String: [(entity: String, use: ActionUse)]] = [:]
        for entity in entities {
            let access = try node.directory.access(ofPrincipal: entity, in: reader)
            for use in access.uses(at: now) {
                uses[String(use.service), default: []].append((entity, use))
            }
        }
        let reach = ServiceReach(try subject.grants(in: reader).map(\.document))
        for service in ServiceCatalog.services {
            let actions = reach.actions(of: service)
            guard !actions.isEmpty else { continue }
            let found = (uses[service.prefix] ?? []).map { pair in
                (name: String(pair.use.name), use: AccessJobUse(pair.entity, pair.use))
            }
            services.append(
                AccessJobService(
                    namespace: service.prefix,
                    uses: Self.latest(found.map(\.use)),
                    actions: hasActions ? Self.tracked(actions, found) : []
                )
            )
        }
    }

    /// The latest use by each entity, the latest of all first.
    private static func latest(_ uses: [AccessJobUse]) -> [AccessJobUse] {
        var latest: [String: AccessJobUse] = [:]
        for use in uses where latest[use.entityID].map({ $0.time < use.time }) ?? true {
            latest[use.entityID] = use
        }
        return latest.values.sorted { ($1.time, $0.entityID) < ($0.time, $1.entityID) }
    }

    private static func tracked(
        _ actions: [Action],
        _ found: [(name: String, use: AccessJobUse)]
    ) -> [AccessJobAction] {
        actions.filter(TrackedActions.contains).map { action in
            let uses = found.filter { $0.name == action.name }.map(\.use)
            return AccessJobAction(name: action.name, use: latest(uses).first)
        }
    }
}

extension AccessJobUse {
    fileprivate init(_ entity: String, _ use: ActionUse) {
        self.init(entityID: entity, time: use.time, region: use.region)
    }
}
