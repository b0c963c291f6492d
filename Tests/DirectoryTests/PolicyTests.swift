import Base
import Directory
import Testing

@Suite("Policies")
struct PolicyTests {
    @Test(
        "have up to five versions, one default, and numbers that are not used again",
        arguments: DirectoryFixture.Medium.allCases
    )
    func versions(medium: DirectoryFixture.Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let arn = try fixture.change {
            try $0.createPolicy(named: "p", document: Documents.allowAll).arn
        }
        try fixture.change { directory in
            for index in 2...5 {
                try directory.createVersion(
                    ofPolicy: arn,
                    document: Documents.allow("s3:Get\(index)"),
                    setAsDefault: index == 3
                )
            }
        }
        #expect(throws: DirectoryError.limitExceeded(.versionsPerPolicy, 5)) {
            try fixture.change {
                try $0.createVersion(
                    ofPolicy: arn,
                    document: Documents.allowAll,
                    setAsDefault: false
                )
            }
        }
        #expect(throws: DirectoryError.deleteConflict(.defaultVersion)) {
            try fixture.change { try $0.deleteVersion("v3", ofPolicy: arn) }
        }
        #expect(throws: DirectoryError.noSuchVersion(policyARN: arn, version: "v9")) {
            try fixture.change { try $0.setDefaultVersion("v9", ofPolicy: arn) }
        }
        try fixture.change { directory in
            try directory.deleteVersion("v5", ofPolicy: arn)
            try directory.createVersion(
                ofPolicy: arn,
                document: Documents.allowAll,
                setAsDefault: false
            )
            try directory.setDefaultVersion("v6", ofPolicy: arn)
        }
        try fixture.look { directory throws in
            let policy = try directory.policy(arn: arn)
            #expect(policy.defaultVersionID == "v6")
            #expect(try directory.versions(of: policy).map(\.id) == ["v6", "v4", "v3", "v2", "v1"])
            #expect(try directory.version("v2", of: policy).document == Documents.allow("s3:Get2"))
            #expect(try directory.count(.policyVersions) == 5)
        }
        #expect(throws: DirectoryError.deleteConflict(.policyVersions)) {
            try fixture.change { try $0.deletePolicy(arn: arn) }
        }
    }

    @Test("are as long as the quota, white space not counted")
    func sizes() throws {
        let fixture = try DirectoryFixture()
        let spaced = Documents.padded(to: 6144).replacing(":[", with: ":  \n\t [")
        try fixture.change { try $0.createPolicy(named: "fits", document: spaced) }
        #expect(throws: DirectoryError.limitExceeded(.policySize, 6144)) {
            try fixture.change {
                try $0.createPolicy(named: "p", document: Documents.padded(to: 6145))
            }
        }
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createGroup(named: "g")
            try directory.createRole(named: "r", trustPolicy: Documents.service)
        }
        for (holder, limit) in [
            (PolicyHolder.user("u"), 2048), (.group("g"), 5120), (.role("r"), 10240),
        ] {
            try fixture.change { directory in
                try directory.putInlinePolicy(
                    "a",
                    document: Documents.padded(to: limit),
                    of: holder
                )
                try directory.putInlinePolicy(
                    "a",
                    document: Documents.padded(to: limit - 200),
                    of: holder
                )
                try directory.putInlinePolicy("b", document: Documents.padded(to: 200), of: holder)
            }
            #expect(throws: DirectoryError.inlinePoliciesTooLarge(holder.kind, holder.name, limit))
            {
                try fixture.change {
                    try $0.putInlinePolicy("b", document: Documents.padded(to: 201), of: holder)
                }
            }
        }
        let long = (0..<60).map { "arn:aws:sts::111122223333:assumed-role/r/\($0)" }
        let trust = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":\(long)},\
            "Action":"sts:AssumeRole"}]}
            """
        #expect(throws: DirectoryError.limitExceeded(.trustPolicySize, 2048)) {
            try fixture.change { try $0.updateTrustPolicy(ofRole: "r", to: trust) }
        }
    }

    @Test("that are not in the language are refused with IAM's code, and nothing is stored")
    func malformed() throws {
        let fixture = try DirectoryFixture()
        for text in ["", "{", "[]", #"{"Version":"2012-10-17","Statement":[{"Effect":"Maybe"}]}"#] {
            #expect {
                try fixture.change { try $0.createPolicy(named: "p", document: text) }
            } throws: { ($0 as? DirectoryError)?.code == "MalformedPolicyDocument" }
            #expect {
                try fixture.change { try $0.createRole(named: "r", trustPolicy: text) }
            } throws: { ($0 as? DirectoryError)?.code == "MalformedPolicyDocument" }
        }
        #expect(try fixture.look { try $0.count(.policies) + $0.count(.roles) } == 0)
    }

    @Test("count who uses them, and are attached at most ten times to one entity")
    func attachments() throws {
        let fixture = try DirectoryFixture()
        let arns = try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createGroup(named: "g")
            try directory.createRole(named: "r", trustPolicy: Documents.service)
            return try (0..<11).map {
                try directory.createPolicy(named: "p\($0)", document: Documents.allowAll).arn
            }
        }
        for holder in [PolicyHolder.user("u"), .group("g"), .role("r")] {
            try fixture.change { directory in
                for arn in arns.prefix(10) { try directory.attach(policy: arn, to: holder) }
                try directory.attach(policy: arns[0], to: holder)
            }
            #expect {
                try fixture.change { try $0.attach(policy: arns[10], to: holder) }
            } throws: { error in
                let kind = holder.kind.noun
                return (error as? DirectoryError)?.message
                    == "Cannot exceed quota for PoliciesPer\(kind.prefix(1).uppercased() + kind.dropFirst()): 10"
            }
            #expect(throws: DirectoryError.noSuch(.policy, arns[10])) {
                try fixture.change { try $0.detach(policy: arns[10], from: holder) }
            }
        }
        try fixture.change { directory in
            try directory.setPermissionsBoundary(of: .role("r"), to: arns[10])
            try directory.setPermissionsBoundary(of: .user("u"), to: arns[0])
        }
        try fixture.look { directory throws in
            let policy = try directory.policy(arn: arns[0])
            let usage = try directory.usage(of: policy)
            #expect(usage.attachmentCount == 3 && usage.boundaryCount == 1)
            let holders = try directory.holders(of: policy, as: .permissions, limit: 10).items
            #expect(holders.map(\.name) == ["u", "g", "r"])
            let roles = try directory.holders(of: policy, as: .permissions, kind: .role, limit: 10)
            #expect(roles.items.map(\.kind) == [.role])
            #expect(
                try directory.holders(of: policy, as: .boundary, limit: 10).items.map(\.name) == [
                    "u"
                ]
            )
            #expect(
                try directory.attachedPolicies(of: .role("r")).map(\.arn)
                    == arns.prefix(10).sorted()
            )
            #expect(try directory.policies(.attached, limit: 100).items.count == 10)
            let bounding = try directory.policies(.bounding, limit: 100).items
            #expect(Set(bounding.map(\.policy.arn)) == [arns[0], arns[10]])
        }
        try fixture.change { directory in
            try directory.setPermissionsBoundary(of: .role("r"), to: arns[1])
            try directory.setPermissionsBoundary(of: .role("r"), to: nil)
        }
        #expect(try fixture.look { try $0.policies(.attached, limit: 100).items.count } == 10)
        #expect(throws: DirectoryError.noBoundary(.role, "r")) {
            try fixture.change { try $0.setPermissionsBoundary(of: .role("r"), to: nil) }
        }
        #expect(throws: DirectoryError.noAttachablePolicy("arn:aws:iam::111122223333:policy/none"))
        {
            try fixture.change {
                try $0.attach(policy: "arn:aws:iam::111122223333:policy/none", to: .user("u"))
            }
        }
        #expect(throws: DirectoryError.self) {
            try fixture.change(DirectoryFixture.beta) { directory in
                try directory.createUser(named: "v")
                try directory.attach(policy: arns[0], to: .user("v"))
            }
        }
    }

    @Test("of AWS are attached, counted and read-only")
    func managedByAWS() throws {
        let fixture = try DirectoryFixture(managedPolicies: OnePolicy())
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.attach(policy: OnePolicy.arn, to: .user("u"))
        }
        try fixture.look { directory throws in
            let policy = try directory.policy(arn: OnePolicy.arn)
            #expect(try directory.usage(of: policy).attachmentCount == 1)
            #expect(try directory.defaultVersion(of: policy).document == Documents.allowAll)
            #expect(try directory.attachedPolicies(of: .user("u")).map(\.name) == ["Admin"])
        }
        #expect(throws: DirectoryError.unmodifiable(.policy, OnePolicy.arn)) {
            try fixture.change { try $0.deletePolicy(arn: OnePolicy.arn) }
        }
        try fixture.change { try $0.detach(policy: OnePolicy.arn, from: .user("u")) }
        #expect(try fixture.look { try $0.policies(.attached, limit: 10).items.isEmpty })
    }

    @Test("are listed in pages, the account's before AWS's", arguments: [1, 3, 5, 20, 100])
    func listing(limit: Int) throws {
        let fixture = try DirectoryFixture(managedPolicies: ManyPolicies())
        try fixture.change { directory in
            try directory.createUser(named: "u")
            for index in 0..<5 {
                let policy = try directory.createPolicy(
                    named: "l\(index)",
                    path: index < 3 ? "/x/" : "/",
                    document: Documents.allowAll
                )
                if index == 1 { try directory.attach(policy: policy.arn, to: .user("u")) }
            }
            try directory.attach(policy: "arn:aws:iam::aws:policy/x/A04", to: .user("u"))
        }
        func names(_ filter: PolicyFilter) throws -> [String] {
            var names: [String] = []
            var marker: String?
            repeat {
                let page = try fixture.look { try $0.policies(filter, after: marker, limit: limit) }
                #expect(page.items.count <= limit)
                names += page.items.map(\.policy.name)
                marker = page.marker
            } while marker != nil
            return names
        }
        let local = (0..<5).map { "l\($0)" }
        let aws = (0..<10).map { "A0\($0)" }
        var filter = PolicyFilter()
        #expect(try names(filter) == local + aws)
        filter.scope = .local
        #expect(try names(filter) == local)
        filter.scope = .aws
        #expect(try names(filter) == aws)
        filter.scope = .all
        filter.pathPrefix = "/x/"
        #expect(try names(filter) == ["l0", "l1", "l2", "A00", "A02", "A04", "A06", "A08"])
        filter.onlyAttached = true
        #expect(try Set(names(filter)) == ["l1", "A04"])
        filter.scope = .aws
        #expect(try names(filter) == ["A04"])
        filter.purpose = .boundary
        #expect(try names(filter).isEmpty)
    }

    @Test("keep tags with keys that are unique without regard to case")
    func tags() throws {
        let fixture = try DirectoryFixture()
        let arn = try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createRole(named: "r", trustPolicy: Documents.service)
            try directory.createInstanceProfile(named: "i")
            return try directory.createPolicy(named: "p", document: Documents.allowAll).arn
        }
        for entity in [TaggedEntity.user("u"), .role("r"), .instanceProfile("i"), .policy(arn)] {
            try fixture.change { directory in
                try directory.tag(
                    entity,
                    with: [Tag(key: "Team", value: "a"), Tag(key: "x", value: "")]
                )
                try directory.tag(entity, with: [Tag(key: "TEAM", value: "b")])
                try directory.untag(entity, keys: ["X", "absent"])
            }
            #expect(throws: DirectoryError.duplicateTags) {
                try fixture.change {
                    try $0.tag(entity, with: [Tag(key: "k", value: ""), Tag(key: "K", value: "")])
                }
            }
            try fixture.change {
                try $0.tag(entity, with: (0..<49).map { Tag(key: "k\($0)", value: "") })
            }
            #expect(throws: DirectoryError.limitExceeded(.tags, 50)) {
                try fixture.change { try $0.tag(entity, with: [Tag(key: "last", value: "")]) }
            }
        }
        try fixture.look { directory throws in
            for tags in [
                try directory.user(named: "u").tags, try directory.role(named: "r").tags,
                try directory.instanceProfile(named: "i").tags, try directory.policy(arn: arn).tags,
            ] {
                #expect(tags.count == 50 && tags[0] == Tag(key: "TEAM", value: "b"))
            }
        }
    }
}

extension PolicyFilter {
    static let attached: PolicyFilter = {
        var filter = PolicyFilter()
        filter.onlyAttached = true
        return filter
    }()

    static let bounding: PolicyFilter = {
        var filter = PolicyFilter()
        filter.purpose = .boundary
        return filter
    }()
}

/// A source of one policy of AWS.
struct OnePolicy: ManagedPolicySource {
    static let arn = "arn:aws:iam::aws:policy/Admin"
    private let time = Timestamp(seconds: 0)

    func policy(arn: String) -> ManagedPolicy? {
        guard arn == Self.arn else { return nil }
        return ManagedPolicy(
            name: "Admin",
            path: "/",
            id: "ANPAAAAAAAAAAAAAAAAAA",
            createDate: time,
            updateDate: time,
            defaultVersion: 3,
            lastVersion: 3
        )
    }

    func versions(arn: String) -> [PolicyVersion] {
        guard arn == Self.arn else { return [] }
        return [PolicyVersion(number: 3, createDate: time, document: Documents.allowAll)]
    }

    func policies(pathPrefix: String, after name: String?, limit: Int) -> [ManagedPolicy] {
        policy(arn: Self.arn).map { [$0] } ?? []
    }
}

/// A source of ten policies of AWS, every other one within `/x/`.
struct ManyPolicies: ManagedPolicySource {
    private var all: [ManagedPolicy] {
        (0..<10).map { index in
            ManagedPolicy(
                name: "A0\(index)",
                path: index % 2 == 0 ? "/x/" : "/",
                id: "ANPAAAAAAAAAAAAAAAA0\(index)",
                createDate: Timestamp(seconds: 0),
                updateDate: Timestamp(seconds: 0),
                defaultVersion: 1,
                lastVersion: 1
            )
        }
    }

    func policy(arn: String) -> ManagedPolicy? { all.first { $0.arn == arn } }

    func versions(arn: String) -> [PolicyVersion] {
        [PolicyVersion(number: 1, createDate: Timestamp(seconds: 0), document: Documents.allowAll)]
    }

    func policies(pathPrefix: String, after name: String?, limit: Int) -> [ManagedPolicy] {
        let after = all.filter { $0.path.hasPrefix(pathPrefix) && $0.name > (name ?? "") }
        return Array(after.prefix(limit))
    }
}
