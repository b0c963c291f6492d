import Base
import Directory
import Dispatch
import PolicyEngine
import PolicyLanguage
import Store
import Synchronization
import Testing

private struct Weak {
    weak var credential: Credential?
}

@Suite("What is kept ready in memory")
struct ResolverTests {
    typealias Medium = DirectoryFixture.Medium
    typealias Change = @Sendable (DirectoryTransaction) throws -> Void

    @Test("knows keys of root and of users, with their secrets", arguments: Medium.allCases)
    func credentials(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let root = try #require(try fixture.directory.credential(fixture.root.accessKeyID))
        #expect(clear(root.secret) == Array(fixture.root.secretAccessKey.utf8))
        #expect(root.principal.name == "arn:aws:iam::111122223333:root" && root.isActive)
        let (key, secret) = try fixture.change { directory in
            try directory.createUser(named: "u", path: "/p/", tags: [Tag(key: "a", value: "b")])
            let made = try directory.createAccessKey(forUser: "u")
            return (made.key.id, made.secret)
        }
        let credential = try #require(try fixture.directory.credential(key))
        #expect(clear(credential.secret) == Array(secret.utf8))
        #expect(credential.principal.name == "arn:aws:iam::111122223333:user/p/u")
        guard case .user(let state) = credential.owner else {
            Issue.record("the key is a user's")
            return
        }
        #expect(state.user.tags == [Tag(key: "a", value: "b")])
        #expect(try fixture.directory.credential(key) === credential)
        let other = AccessKeyID.make(
            .accessKey,
            account: DirectoryFixture.alpha,
            random: .system
        )
        #expect(try fixture.directory.credential(other) == nil)
    }

    @Test("sees each change of a user's permissions on the next look", arguments: Medium.allCases)
    func users(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let (key, managed) = try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createGroup(named: "g")
            try directory.putInlinePolicy("ofGroup", document: Documents.allowAll, of: .group("g"))
            let policy = try directory.createPolicy(named: "managed", document: Documents.allowAll)
            return (try directory.createAccessKey(forUser: "u").key, policy.arn)
        }
        let steps: [(Change, names: [String], boundary: String?)] = [
            ({ _ in }, [], nil),
            (
                { try $0.putInlinePolicy("own", document: Documents.allowAll, of: .user("u")) },
                ["own"], nil
            ),
            ({ try $0.attach(policy: managed, to: .user("u")) }, ["own", "managed"], nil),
            ({ try $0.add(user: "u", toGroup: "g") }, ["own", "managed", "ofGroup"], nil),
            (
                { try $0.attach(policy: managed, to: .group("g")) },
                ["own", "managed", "ofGroup", "managed"], nil
            ),
            (
                { try $0.deleteInlinePolicy("own", of: .user("u")) },
                ["managed", "ofGroup", "managed"], nil
            ),
            (
                { try $0.setPermissionsBoundary(of: .user("u"), to: managed) },
                ["managed", "ofGroup", "managed"], "managed"
            ),
            ({ try $0.remove(user: "u", fromGroup: "g") }, ["managed"], "managed"),
            ({ try $0.detach(policy: managed, from: .user("u")) }, [], "managed"),
            ({ try $0.setPermissionsBoundary(of: .user("u"), to: nil) }, [], nil),
        ]
        for (index, step) in steps.enumerated() {
            try fixture.change(step.0)
            guard case .user(let state) = try fixture.directory.credential(key.id)?.owner else {
                Issue.record("the key is gone")
                return
            }
            let names = state.authorization.identity?.policies.map(\.source.name)
            #expect(names == step.names, "step \(index)")
            #expect(state.authorization.boundary?.policies.first?.source.name == step.boundary)
        }
        try fixture.change { try $0.setStatus(.inactive, ofAccessKey: key.id, owner: key.owner) }
        #expect(try fixture.directory.credential(key.id)?.isActive == false)
        try fixture.change { try $0.deleteAccessKey(key.id, owner: key.owner) }
        #expect(try fixture.directory.credential(key.id) == nil)
    }

    @Test("sees each change of a role on the next look", arguments: Medium.allCases)
    func roles(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let (role, managed) = try fixture.change { directory in
            let policy = try directory.createPolicy(named: "p", document: Documents.allow("s3:A"))
            let role = try directory.createRole(
                named: "r",
                path: "/x/",
                trustPolicy: Documents.service
            )
            try directory.attach(policy: policy.arn, to: .role("r"))
            return (role, policy.arn)
        }
        func state() throws -> RoleState? {
            let byID = try fixture.directory.roleState(id: role.id, in: DirectoryFixture.alpha)
            let byARN = try fixture.directory.roleState(arn: role.arn)
            #expect(byID?.role.id == role.id || byID == nil)
            #expect(try fixture.directory.roleState(id: role.id, in: DirectoryFixture.beta) == nil)
            #expect(byARN?.stamp.isCurrent ?? true)
            return byID
        }
        func actions() throws -> [String]? {
            try state()?.authorization.identity?.policies.first?.document.statements.first?.action?
                .list.values
        }
        #expect(try actions() == ["s3:A"])
        #expect(try fixture.directory.roleState(arn: "arn:aws:iam::111122223333:role/r") == nil)
        try fixture.change {
            try $0.createVersion(
                ofPolicy: managed,
                document: Documents.allow("s3:B"),
                setAsDefault: true
            )
        }
        #expect(try actions() == ["s3:B"])
        try fixture.change { try $0.setDefaultVersion("v1", ofPolicy: managed) }
        #expect(try actions() == ["s3:A"])
        try fixture.change { try $0.tag(.role("r"), with: [Tag(key: "k", value: "v")]) }
        #expect(try state()?.role.tags == [Tag(key: "k", value: "v")])
        let before = try #require(try state()).trustPolicy()
        #expect(before.policies[0].document.principals.map(\.value) == ["ec2.amazonaws.com"])
        try fixture.change { try $0.updateTrustPolicy(ofRole: "r", to: Documents.trust("*")) }
        let after = try #require(try state()).trustPolicy()
        #expect(after.policies[0].document.principals.map(\.value) == ["*"])
        try fixture.change { directory in
            try directory.detach(policy: managed, from: .role("r"))
            try directory.deleteRole(named: "r")
            try directory.createRole(named: "r", path: "/x/", trustPolicy: Documents.service)
        }
        #expect(try state() == nil)
        #expect(try fixture.directory.roleState(arn: role.arn)?.role.id != role.id)
    }

    @Test("an ARN whose characters differ names nothing, even if Unicode calls both equal")
    func canonicalEquivalence() throws {
        let fixture = try DirectoryFixture()
        let role = try fixture.change {
            try $0.createRole(named: "K", trustPolicy: Documents.service)
        }
        #expect(try fixture.directory.roleState(arn: role.arn)?.role.id == role.id)
        let other = String(role.arn.dropLast()) + "\u{212A}"
        #expect(other == role.arn)
        #expect(try fixture.directory.roleState(arn: other) == nil)
    }

    @Test("is not forgotten when somebody new comes, and is when an account goes")
    func revisions() throws {
        let fixture = try DirectoryFixture()
        let first = try #require(try fixture.directory.credential(fixture.root.accessKeyID))
        let revision = fixture.directory.revision(of: DirectoryFixture.alpha)
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createGroup(named: "g")
            try directory.createRole(named: "r", trustPolicy: Documents.service)
            try directory.createInstanceProfile(named: "i")
            _ = try directory.createAccessKey(forUser: "u")
        }
        #expect(fixture.directory.revision(of: DirectoryFixture.alpha) == revision)
        #expect(try fixture.directory.credential(fixture.root.accessKeyID) === first)
        try fixture.change(DirectoryFixture.beta) { $0.touch() }
        #expect(first.stamp.isCurrent)
        #expect(throws: DirectoryError.self) {
            try fixture.change { directory in
                directory.touch()
                throw DirectoryError.duplicateTags
            }
        }
        #expect(first.stamp.isCurrent)
        try waiting { fixture.directory.deleteAccount(DirectoryFixture.alpha, completion: $0) }
        #expect(try fixture.directory.credential(fixture.root.accessKeyID) == nil)
    }

    @Test("is bounded, and answers for all that is not kept")
    func bounds() throws {
        let fixture = try DirectoryFixture(cacheCapacity: 32)
        let keys = try fixture.change { directory in
            try (0..<300).map { index in
                try directory.createUser(named: "u\(index)")
                return try directory.createAccessKey(forUser: "u\(index)").key.id
            }
        }
        for _ in 0..<2 {
            for (index, key) in keys.enumerated() {
                let name = try fixture.directory.credential(key)?.principal.name
                #expect(name == "arn:aws:iam::111122223333:user/u\(index)")
            }
        }
        var seen: [Weak] = []
        for key in keys { seen.append(Weak(credential: try fixture.directory.credential(key))) }
        let kept = seen.filter { $0.credential != nil }.count
        #expect(kept > 0 && kept <= 32)
    }

    @Test("never answers from before an acknowledged write", arguments: Medium.allCases)
    func freshness(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let key = try fixture.change { directory in
            try directory.createUser(named: "u")
            return try directory.createAccessKey(forUser: "u").key
        }
        let stale = Mutex(0)
        let isDone = Atomic<Bool>(false)
        let directory = fixture.directory
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            if thread == 0 {
                for round in 0..<300 {
                    let status: AccessKey.Status = round % 2 == 0 ? .inactive : .active
                    try? fixture.change {
                        try $0.setStatus(status, ofAccessKey: key.id, owner: key.owner)
                    }
                    let seen = try? directory.credential(key.id)?.key.status
                    if seen != status { stale.withLock { $0 += 1 } }
                }
                isDone.store(true, ordering: .releasing)
            } else {
                while !isDone.load(ordering: .acquiring) { _ = try? directory.credential(key.id) }
            }
        }
        #expect(stale.withLock { $0 } == 0)
    }
}
