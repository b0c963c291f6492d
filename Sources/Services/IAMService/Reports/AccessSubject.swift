internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceModel

/// What a report of last access is about.
enum AccessSubject {
    case user(User)
    case group(Group)
    case role(Role)
    case policy(ManagedPolicy)

    /// What an ARN names; the name counts, not the path.
    ///
    /// - Throws: `InvalidInput` for what is no such ARN, `NoSuchEntity` for what is not there.
    init(arn text: String, in directory: some DirectoryView) throws {
        let place = try AccessSubjectPlace(text)
        switch place.kind {
        case "user": self = .user(try directory.user(named: place.name))
        case "group": self = .group(try directory.group(named: place.name))
        case "role": self = .role(try directory.role(named: place.name))
        default: self = .policy(try directory.policy(arn: text))
        }
    }

    /// The policies that grant permissions to it.
    func grants(in directory: some DirectoryView) throws -> [AccessGrant] {
        switch self {
        case .user(let user):
            var grants = try AccessGrant.all(of: .user(user.name), in: directory)
            for group in try directory.groups(ofUser: user.name) {
                grants += try AccessGrant.all(of: .group(group.name), in: directory)
            }
            return grants
        case .group(let group): return try AccessGrant.all(of: .group(group.name), in: directory)
        case .role(let role): return try AccessGrant.all(of: .role(role.name), in: directory)
        case .policy(let policy): return [try AccessGrant(policy, in: directory)]
        }
    }

    /// The unique ids of the users and roles that the permissions are for.
    func entities(in directory: some DirectoryView) throws -> [String] {
        switch self {
        case .user(let user): return [user.id]
        case .role(let role): return [role.id]
        case .group(let group): return try Self.members(of: group.name, directory)
        case .policy(let policy):
            var ids: [String] = []
            var marker: String?
            repeat {
                let page = try directory.holders(
                    of: policy,
                    as: .permissions,
                    after: marker,
                    limit: 1000
                )
                for holder in page.items {
                    switch holder.kind {
                    case .group: ids += try Self.members(of: holder.name, directory)
                    case .role: ids.append(try directory.role(named: holder.name).id)
                    default: ids.append(try directory.user(named: holder.name).id)
                    }
                }
                marker = page.marker
            } while marker != nil
            return Array(Set(ids)).sorted()
        }
    }

    private static func members(
        of group: String,
        _ directory: some DirectoryView
    ) throws -> [String] {
        var ids: [String] = []
        var marker: String?
        repeat {
            let page = try directory.users(inGroup: group, after: marker, limit: 1000)
            ids += page.items.map(\.id)
            marker = page.marker
        } while marker != nil
        return ids
    }
}

/// The kind and the name in the ARN of a user, group, role or policy.
struct AccessSubjectPlace {
    let kind: String
    let name: String

    init(_ text: String) throws(ServiceError) {
        guard let arn = ARN(text), arn.service == "iam", arn.region.isEmpty,
            let slash = arn.resource.lastIndex(of: "/")
        else { throw .invalidInput("ARN \(text) is not valid.") }
        kind = String(arn.resource.prefix { $0 != "/" })
        name = String(arn.resource[arn.resource.index(after: slash)...])
        guard ["user", "group", "role", "policy"].contains(kind), !name.isEmpty else {
            throw .invalidInput("ARN \(text) is not valid.")
        }
    }
}
