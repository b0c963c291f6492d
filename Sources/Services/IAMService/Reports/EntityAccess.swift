internal import Base
internal import Directory
internal import ServiceCatalog
internal import ServiceModel

/// A user or role in a report, with its last use of a service.
struct EntityAccess {
    private let info: Value
    private let id: String
    private let time: Timestamp?

    /// Sorts the latest first, and those without use last.
    var position: String {
        let distance = Int64(1) << 52 - (time?.milliseconds ?? 0)
        return "\(distance)/\(id)"
    }

    var answer: Value { ["EntityInfo": info, "LastAuthenticated": .optional(time)] }

    /// The entities of a report that are still there, in order.
    static func all(
        of service: AccessJobService,
        among ids: [String],
        in directory: DirectoryReader
    ) throws -> [EntityAccess] {
        let times = Dictionary(service.uses.map { ($0.entityID, $0.time) }) { first, _ in first }
        return try ids.compactMap { id in
            guard let info = try info(id, directory) else { return nil }
            return EntityAccess(info: info, id: id, time: times[id])
        }.sorted { $0.position < $1.position }
    }

    private static func info(_ id: String, _ directory: DirectoryReader) throws -> Value? {
        if let user = try directory.user(id: id) {
            return [
                "Arn": .string(user.arn), "Name": .string(user.name), "Type": "USER",
                "Id": .string(user.id), "Path": .string(user.path),
            ]
        }
        guard let role = try directory.role(id: id) else { return nil }
        return [
            "Arn": .string(role.arn), "Name": .string(role.name), "Type": "ROLE",
            "Id": .string(role.id), "Path": .string(role.path),
        ]
    }
}

extension AccessJobService {
    /// As GetServiceLastAccessedDetails shows it.
    func answer(in directory: DirectoryReader) throws -> Value {
        let last = uses.first
        let shown = try actions.map { action -> Value in
            let entity = try action.use.flatMap { try directory.arn(ofPrincipal: $0.entityID) }
            return [
                "ActionName": .string(action.name), "LastAccessedEntity": .optional(entity),
                "LastAccessedTime": .optional(action.use?.time),
                "LastAccessedRegion": .optional(action.use?.region),
            ]
        }
        return [
            "ServiceName": .string(ServiceCatalog.service(namespace)?.name ?? namespace),
            "LastAuthenticated": .optional(last?.time), "ServiceNamespace": .string(namespace),
            "LastAuthenticatedEntity": .optional(
                try last.flatMap { try directory.arn(ofPrincipal: $0.entityID) }
            ),
            "LastAuthenticatedRegion": .optional(last?.region),
            "TotalAuthenticatedEntities": .integer(uses.count),
            "TrackedActionsLastAccessed": shown.isEmpty ? nil : .list(shown),
        ]
    }
}
