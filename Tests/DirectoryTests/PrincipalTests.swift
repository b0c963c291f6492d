import Base
import Directory
import Testing

@Suite("Users, groups and roles")
struct PrincipalTests {
    typealias Medium = DirectoryFixture.Medium

    @Test("are found as they were made", arguments: Medium.allCases)
    func making(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let tags = [Tag(key: "Team", value: "red"), Tag(key: "cost", value: "")]
        let (user, group, role) = try fixture.change { directory in
            let user = try directory.createUser(named: "Bob", path: "/dev/", tags: tags)
            let group = try directory.createGroup(named: "Admins")
            let role = try directory.createRole(
                named: "Reader",
                path: "/app/",
                trustPolicy: Documents.service,
                description: "reads",
                maxSessionDurationSeconds: 7200,
                tags: tags
            )
            return (user, group, role)
        }
        try fixture.look { directory throws in
            #expect(try directory.user(named: "Bob") == user)
            #expect(try directory.user(id: user.id) == user)
            #expect(try directory.group(named: "Admins") == group)
            #expect(try directory.role(named: "Reader") == role)
            #expect(try directory.role(id: role.id) == role)
            #expect(try directory.role(id: user.id) == nil)
            #expect(try directory.count(.users) == 1)
            #expect(try directory.trustPolicy(of: role) == Documents.service)
        }
        #expect(user.arn == "arn:aws:iam::111122223333:user/dev/Bob")
        #expect(role.arn == "arn:aws:iam::111122223333:role/app/Reader")
        #expect(UniqueID.isValid(user.id, prefix: .user))
        #expect(UniqueID.isValid(role.id, prefix: .role))
        #expect(user.tags == tags && role.tags == tags && role.maxSessionDurationSeconds == 7200)
        #expect(try fixture.look(DirectoryFixture.beta) { try $0.count(.users) } == 0)
    }

    @Test("have names that are unique without regard to case", arguments: EntityKind.named)
    func uniqueness(kind: EntityKind) throws {
        let fixture = try DirectoryFixture()
        try fixture.change { try $0.create(kind, "Name") }
        #expect(throws: DirectoryError.alreadyExists(kind, "nAME")) {
            try fixture.change { try $0.create(kind, "nAME") }
        }
        #expect(throws: DirectoryError.self) {
            try fixture.look { directory throws in
                switch kind {
                case .user: _ = try directory.user(named: "NAME")
                case .group: _ = try directory.group(named: "NAME")
                case .role: _ = try directory.role(named: "NAME")
                case .instanceProfile: _ = try directory.instanceProfile(named: "NAME")
                default: _ = try directory.policy(arn: "arn:aws:iam::111122223333:policy/NAME")
                }
            }
        }
        try fixture.change(DirectoryFixture.beta) { try $0.create(kind, "Name") }
    }

    @Test("stop at their quotas", arguments: EntityKind.named)
    func quotas(kind: EntityKind) throws {
        var quotas = Quotas()
        for quota in [Quota.users, .groups, .roles, .policies, .instanceProfiles] {
            quotas[quota] = 2
        }
        let fixture = try DirectoryFixture(quotas: quotas)
        try fixture.change { try $0.create(kind, "a") }
        try fixture.change { try $0.create(kind, "b") }
        #expect {
            try fixture.change { try $0.create(kind, "c") }
        } throws: { error in
            guard case .limitExceeded(_, 2) = error as? DirectoryError else { return false }
            return true
        }
    }

    @Test("are refused when a name, path or number is out of form")
    func forms() throws {
        let fixture = try DirectoryFixture()
        let wrong: [@Sendable (DirectoryTransaction) throws -> Void] = [
            { try $0.createUser(named: "") },
            { try $0.createUser(named: "a b") },
            { try $0.createUser(named: String(repeating: "a", count: 65)) },
            { try $0.createUser(named: "a", path: "dev/") },
            { try $0.createUser(named: "a", path: "/dev") },
            { try $0.createGroup(named: "ä") },
            {
                try $0.createRole(
                    named: "a",
                    trustPolicy: Documents.service,
                    description: String(repeating: "d", count: 1001)
                )
            },
            {
                try $0.createRole(
                    named: "a",
                    trustPolicy: Documents.service,
                    maxSessionDurationSeconds: 3599
                )
            },
        ]
        for (index, body) in wrong.enumerated() {
            #expect("case \(index)") {
                try fixture.change(body)
            } throws: { error in
                guard case .invalidInput = error as? DirectoryError else { return false }
                return true
            }
        }
        let reserved = "Tag keys beginning with aws: are reserved for system use."
        #expect(throws: DirectoryError.invalidValue(reserved)) {
            try fixture.change {
                try $0.createUser(named: "a", tags: [Tag(key: "aws:x", value: "")])
            }
        }
        #expect(try fixture.look { try $0.count(.users) } == 0)
    }

    @Test(
        "keep id, keys and policies when they get another name or path",
        arguments: Medium.allCases
    )
    func renaming(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let old = try fixture.change { directory in
            let user = try directory.createUser(named: "Bob", path: "/old/")
            try directory.createUser(named: "Carol")
            try directory.createGroup(named: "G")
            try directory.add(user: "Bob", toGroup: "G")
            try directory.putInlinePolicy("p", document: Documents.allowAll, of: .user("Bob"))
            return user
        }
        #expect(throws: DirectoryError.alreadyExists(.user, "CAROL")) {
            try fixture.change { try $0.updateUser(named: "Bob", newName: "CAROL") }
        }
        try fixture.change { directory in
            try directory.updateUser(named: "Bob", newName: "Bob")
            try directory.updateUser(named: "Bob", newName: "BOB", newPath: "/new/")
            try directory.updateGroup(named: "G", newName: "H", newPath: "/h/")
        }
        try fixture.look { directory throws in
            let user = try directory.user(named: "BOB")
            #expect(user.id == old.id && user.path == "/new/")
            #expect(throws: DirectoryError.noSuch(.user, "Bob")) {
                try directory.user(named: "Bob")
            }
            #expect(try directory.user(id: old.id) == user)
            #expect(try directory.groups(ofUser: "BOB").map(\.name) == ["H"])
            #expect(try directory.users(inGroup: "H", limit: 10).items == [user])
            #expect(try directory.inlinePolicies(of: .user("BOB")).map(\.name) == ["p"])
            #expect(try directory.users(pathPrefix: "/old/", limit: 10).items.isEmpty)
            #expect(try directory.users(pathPrefix: "/new", limit: 10).items == [user])
        }
    }

    @Test("are deleted only when nothing is left in them")
    func deleting() throws {
        let fixture = try DirectoryFixture()
        let policy = try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createGroup(named: "g")
            try directory.createRole(named: "r", trustPolicy: Documents.service)
            try directory.createInstanceProfile(named: "i")
            return try directory.createPolicy(named: "p", document: Documents.allowAll).arn
        }
        func refuses(
            _ conflict: DeleteConflict,
            _ delete: @escaping @Sendable (DirectoryTransaction) throws -> Void,
            after make: @escaping @Sendable (DirectoryTransaction) throws -> Void,
            undo: @escaping @Sendable (DirectoryTransaction) throws -> Void
        ) throws {
            try fixture.change(make)
            #expect(throws: DirectoryError.deleteConflict(conflict)) { try fixture.change(delete) }
            try fixture.change(undo)
        }
        let user: @Sendable (DirectoryTransaction) throws -> Void = {
            try $0.deleteUser(named: "u")
        }
        let group: @Sendable (DirectoryTransaction) throws -> Void = {
            try $0.deleteGroup(named: "g")
        }
        let role: @Sendable (DirectoryTransaction) throws -> Void = {
            try $0.deleteRole(named: "r")
        }
        for (holder, delete) in [
            (PolicyHolder.user("u"), user), (.group("g"), group), (.role("r"), role),
        ] {
            try refuses(
                .attachedPolicies,
                delete,
                after: { try $0.attach(policy: policy, to: holder) },
                undo: { try $0.detach(policy: policy, from: holder) }
            )
            try refuses(
                .policyInUse,
                { try $0.deletePolicy(arn: policy) },
                after: { try $0.attach(policy: policy, to: holder) },
                undo: { try $0.detach(policy: policy, from: holder) }
            )
            try refuses(
                .inlinePolicies,
                delete,
                after: { try $0.putInlinePolicy("x", document: Documents.allowAll, of: holder) },
                undo: { try $0.deleteInlinePolicy("x", of: holder) }
            )
        }
        try refuses(
            .policyInUse,
            { try $0.deletePolicy(arn: policy) },
            after: { try $0.setPermissionsBoundary(of: .user("u"), to: policy) },
            undo: { try $0.setPermissionsBoundary(of: .user("u"), to: nil) }
        )
        try refuses(
            .groupMembership,
            user,
            after: { try $0.add(user: "u", toGroup: "g") },
            undo: { _ in }
        )
        try refuses(
            .groupMembership,
            group,
            after: { _ in },
            undo: { try $0.remove(user: "u", fromGroup: "g") }
        )
        try refuses(
            .instanceProfiles,
            role,
            after: { try $0.add(role: "r", toInstanceProfile: "i") },
            undo: { _ in }
        )
        try refuses(
            .instanceProfiles,
            { try $0.deleteInstanceProfile(named: "i") },
            after: { _ in },
            undo: { try $0.remove(role: "r", fromInstanceProfile: "i") }
        )
        let key = try fixture.change { try $0.createAccessKey(forUser: "u").key }
        try refuses(
            .accessKeys,
            user,
            after: { _ in },
            undo: { try $0.deleteAccessKey(key.id, owner: key.owner) }
        )
        try fixture.change { directory in
            try user(directory)
            try group(directory)
            try role(directory)
            try directory.deleteInstanceProfile(named: "i")
            try directory.deletePolicy(arn: policy)
        }
        for counter in AccountCounter.allCases {
            #expect(try fixture.look { try $0.count(counter) } == 0)
        }
    }

    @Test("of a service's own path cannot be changed")
    func serviceLinked() throws {
        let fixture = try DirectoryFixture()
        try fixture.change { directory in
            try directory.createRole(
                named: "AWSServiceRoleForX",
                path: "/aws-service-role/x.amazonaws.com/",
                trustPolicy: Documents.service
            )
        }
        let wrong: [@Sendable (DirectoryTransaction) throws -> Void] = [
            { try $0.deleteRole(named: "AWSServiceRoleForX") },
            { try $0.updateTrustPolicy(ofRole: "AWSServiceRoleForX", to: Documents.service) },
            {
                try $0.putInlinePolicy(
                    "p",
                    document: Documents.allowAll,
                    of: .role("AWSServiceRoleForX")
                )
            },
        ]
        for body in wrong {
            #expect(throws: DirectoryError.unmodifiable(.role, "AWSServiceRoleForX")) {
                try fixture.change(body)
            }
        }
    }

    @Test("of a service get their policies from the service, and others do not")
    func serviceLinkedPolicies() throws {
        let fixture = try DirectoryFixture(managedPolicies: OnePolicy())
        let (role, policy) = try fixture.change { directory in
            try directory.createUser(named: "u")
            let role = try directory.createRole(
                named: "AWSServiceRoleForX",
                path: "/aws-service-role/x.amazonaws.com/",
                trustPolicy: Documents.service
            )
            let policy = try directory.createPolicy(
                named: "XPolicy",
                path: "/aws-service-role/",
                document: Documents.allowAll
            )
            try directory.attach(policy: policy.arn, toServiceLinked: role)
            return (role, policy)
        }
        #expect(throws: DirectoryError.notAttachable(policy.arn)) {
            try fixture.change { try $0.attach(policy: policy.arn, to: .user("u")) }
        }
        #expect(throws: DirectoryError.unmodifiable(.role, role.name)) {
            try fixture.change { try $0.attach(policy: OnePolicy.arn, to: .role(role.name)) }
        }
        #expect(try fixture.look { try $0.attachedPolicies(of: .role(role.name)).count } == 1)
    }

    @Test("are in at most ten groups, each once")
    func groups() throws {
        let fixture = try DirectoryFixture()
        try fixture.change { directory in
            try directory.createUser(named: "u")
            for index in 0..<11 { try directory.createGroup(named: "g\(index)") }
            for index in 0..<10 { try directory.add(user: "u", toGroup: "g\(index)") }
            try directory.add(user: "u", toGroup: "g3")
        }
        #expect(throws: DirectoryError.limitExceeded(.groupsPerUser, 10)) {
            try fixture.change { try $0.add(user: "u", toGroup: "g10") }
        }
        #expect(try fixture.look { try $0.groups(ofUser: "u").count } == 10)
        #expect(throws: DirectoryError.notAMember(.user, "u")) {
            try fixture.change { try $0.remove(user: "u", fromGroup: "g10") }
        }
    }
}

extension EntityKind {
    static let named: [EntityKind] = [.user, .group, .role, .policy, .instanceProfile]
}

extension DirectoryTransaction {
    func create(_ kind: EntityKind, _ name: String) throws {
        switch kind {
        case .user: try createUser(named: name)
        case .group: try createGroup(named: name)
        case .role: try createRole(named: name, trustPolicy: Documents.service)
        case .instanceProfile: try createInstanceProfile(named: name)
        default: try createPolicy(named: name, document: Documents.allowAll)
        }
    }
}
