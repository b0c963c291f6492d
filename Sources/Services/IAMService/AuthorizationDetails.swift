internal import Base
internal import Directory
internal import ServiceModel

/// The pages of GetAccountAuthorizationDetails: users, groups, roles, then managed policies.
struct AuthorizationDetails {
    /// The parts of the listing in their order.
    private enum Part: Int, CaseIterable {
        case users
        case groups
        case roles
        case policies
        case managedPolicies

        var filter: String {
            switch self {
            case .users: "User"
            case .groups: "Group"
            case .roles: "Role"
            case .policies: "LocalManagedPolicy"
            case .managedPolicies: "AWSManagedPolicy"
            }
        }

        var member: String {
            switch self {
            case .users: "UserDetailList"
            case .groups: "GroupDetailList"
            case .roles: "RoleDetailList"
            case .policies, .managedPolicies: "Policies"
            }
        }
    }

    private let directory: DirectoryReader
    private let filter: [String]
    private let limit: Int
    private let lastUse: (Role) throws -> Value

    init(
        directory: DirectoryReader,
        filter: [String],
        limit: Int,
        lastUse: @escaping (Role) throws -> Value
    ) {
        self.directory = directory
        self.filter = filter
        self.limit = limit
        self.lastUse = lastUse
    }

    /// The part after a marker, which names a part of the listing and where to go on in it.
    func page(after marker: String?) throws -> Structure {
        var (part, position) = try start(marker)
        var lists: [String: [Value]] = [:]
        for member in ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] {
            lists[member] = []
        }
        var room = limit
        var next: String?
        while let current = part {
            let page = try items(current, after: position, limit: room)
            lists[current.member, default: []] += page.items
            room -= page.items.count
            if let marker = page.marker {
                next = "\(current.rawValue).\(marker)"
                break
            }
            position = nil
            part = wanted(after: current)
            if room == 0, let part {
                next = "\(part.rawValue)."
                break
            }
        }
        var answer = Structure(
            members: lists.sorted { $0.key < $1.key }.map { ($0.key, .list($0.value)) }
        )
        answer["IsTruncated"] = .boolean(next != nil)
        answer["Marker"] = .optional(next)
        return answer
    }

    private func start(_ marker: String?) throws -> (Part?, String?) {
        guard let marker else { return (wanted(after: nil), nil) }
        let pieces = marker.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2, let number = Int(pieces[0]), let part = Part(rawValue: number)
        else { throw ServiceError(code: "ValidationError", message: "Invalid Marker.") }
        return (part, pieces[1].isEmpty ? nil : String(pieces[1]))
    }

    private func wanted(after part: Part?) -> Part? {
        Part.allCases.first { other in
            other.rawValue > (part?.rawValue ?? -1)
                && (filter.isEmpty || filter.contains(other.filter))
        }
    }

    private func items(_ part: Part, after marker: String?, limit: Int) throws -> Page<Value> {
        switch part {
        case .users:
            try map(try directory.users(after: marker, limit: limit), detail)
        case .groups:
            try map(try directory.groups(after: marker, limit: limit), detail)
        case .roles:
            try map(try directory.roles(after: marker, limit: limit), detail)
        case .policies:
            try map(try directory.policies(after: marker, limit: limit), detail)
        case .managedPolicies: try managedPolicies(after: marker, limit: limit)
        }
    }

    private func map<Item>(
        _ page: Page<Item>,
        _ detail: (Item) throws -> Value
    ) throws -> Page<Value> {
        Page(items: try page.items.map(detail), marker: page.marker)
    }

    /// AWS's policies are told only where they are in use.
    private func managedPolicies(after marker: String?, limit: Int) throws -> Page<Value> {
        var filter = PolicyFilter()
        filter.scope = .aws
        filter.onlyAttached = true
        return try map(try directory.policies(filter, after: marker, limit: limit)) {
            try detail($0.policy)
        }
    }

    // MARK: Details

    private func detail(_ user: User) throws -> Value {
        let holder = PolicyHolder.user(user.name)
        let groups = try directory.groups(ofUser: user.name).map(\.name)
        return [
            "Path": .string(user.path), "UserName": .string(user.name), "UserId": .string(user.id),
            "Arn": .string(user.arn), "CreateDate": .timestamp(user.createDate),
            "UserPolicyList": try inline(holder), "GroupList": .strings(groups),
            "AttachedManagedPolicies": try attached(holder),
            "PermissionsBoundary": .boundary(user.permissionsBoundary), "Tags": .tags(user.tags),
        ]
    }

    private func detail(_ group: Group) throws -> Value {
        let holder = PolicyHolder.group(group.name)
        return [
            "Path": .string(group.path), "GroupName": .string(group.name),
            "GroupId": .string(group.id), "Arn": .string(group.arn),
            "CreateDate": .timestamp(group.createDate), "GroupPolicyList": try inline(holder),
            "AttachedManagedPolicies": try attached(holder),
        ]
    }

    private func detail(_ role: Role) throws -> Value {
        let holder = PolicyHolder.role(role.name)
        return [
            "Path": .string(role.path), "RoleName": .string(role.name), "RoleId": .string(role.id),
            "Arn": .string(role.arn), "CreateDate": .timestamp(role.createDate),
            "AssumeRolePolicyDocument": .document(try directory.trustPolicy(of: role)),
            "InstanceProfileList": .list(try profiles(of: role)),
            "RolePolicyList": try inline(holder), "AttachedManagedPolicies": try attached(holder),
            "PermissionsBoundary": .boundary(role.permissionsBoundary), "Tags": .tags(role.tags),
            "RoleLastUsed": try lastUse(role),
        ]
    }

    private func profiles(of role: Role) throws -> [Value] {
        var all: [Value] = []
        var marker: String?
        repeat {
            let page = try directory.instanceProfiles(ofRole: role.name, after: marker, limit: 1000)
            for profile in page.items { all.append(try directory.answer(profile, isWhole: false)) }
            marker = page.marker
        } while marker != nil
        return all
    }

    private func detail(_ policy: ManagedPolicy) throws -> Value {
        guard case .structure(var answer) = try directory.answer(policy) else { return [:] }
        answer["Tags"] = nil
        let versions = try directory.versions(of: policy)
        answer["PolicyVersionList"] = .list(
            versions.map { .version($0, of: policy, withDocument: true) }
        )
        return .structure(answer)
    }

    private func inline(_ holder: PolicyHolder) throws -> Value {
        .list(try directory.inlinePolicies(of: holder).map { .inline($0) })
    }

    private func attached(_ holder: PolicyHolder) throws -> Value {
        .list(try directory.attachedPolicies(of: holder).map { .attached($0) })
    }
}
