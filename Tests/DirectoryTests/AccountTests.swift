import Base
import Directory
import Store
import Testing

@Suite("Accounts, keys and listings")
struct AccountTests {
    typealias Medium = DirectoryFixture.Medium

    @Test("have a root key, and are listed in order", arguments: Medium.allCases)
    func roots(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        #expect(fixture.root.accessKeyID.account == DirectoryFixture.alpha)
        #expect(fixture.root.secretAccessKey.utf8.count == 40)
        try fixture.look { directory throws in
            let keys = try directory.accessKeys(of: .root)
            #expect(keys.map(\.id) == [fixture.root.accessKeyID])
            let secret = try directory.secret(of: keys[0])
            #expect(clear(secret) == Array(fixture.root.secretAccessKey.utf8))
        }
        #expect(
            try fixture.directory.accounts().map(\.id)
                == [DirectoryFixture.alpha, DirectoryFixture.beta]
        )
        #expect(throws: DirectoryError.alreadyExists(.account, "111122223333")) {
            try waiting { fixture.directory.createAccount(DirectoryFixture.alpha, completion: $0) }
        }
    }

    @Test("are emptied when they are replaced, and only they", arguments: Medium.allCases)
    func replacing(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let (user, key) = try fixture.change { directory in
            let user = try directory.createUser(named: "u", path: "/p/")
            for index in 0..<500 {
                try directory.createRole(
                    named: "r\(index)",
                    path: "/x/",
                    trustPolicy: Documents.service
                )
            }
            let policy = try directory.createPolicy(named: "p", document: Documents.allowAll)
            try directory.attach(policy: policy.arn, to: .user("u"))
            return (user, try directory.createAccessKey(forUser: "u").key.id)
        }
        try fixture.change(DirectoryFixture.beta) { try $0.createUser(named: "kept") }
        let new = try waiting {
            fixture.directory.createAccount(DirectoryFixture.alpha, replacing: true, completion: $0)
        }
        try fixture.look { directory throws in
            for counter in AccountCounter.allCases { #expect(try directory.count(counter) == 0) }
            #expect(try directory.roles(limit: 10).items.isEmpty)
            #expect(try directory.roles(pathPrefix: "/x/", limit: 10).items.isEmpty)
            #expect(try directory.entity(id: user.id) == nil)
            #expect(try directory.accessKey(key) == nil)
            #expect(try directory.accessKey(fixture.root.accessKeyID) == nil)
            #expect(try directory.accessKey(new.accessKeyID) != nil)
        }
        #expect(try fixture.look(DirectoryFixture.beta) { try $0.count(.users) } == 1)
        try waiting { fixture.directory.deleteAccount(DirectoryFixture.alpha, completion: $0) }
        // Nothing but the other account, its root key, its user and their indexes.
        let left = try fixture.directory.store.read { try $0.entries(prefix: Key(bytes: [])) }
        #expect(left.count == 6)
        #expect(throws: DirectoryError.noSuch(.account, "111122223333")) {
            try fixture.change { try $0.createUser(named: "u") }
        }
    }

    @Test("give users two keys, whose secrets open only under their own id")
    func keys() throws {
        let fixture = try DirectoryFixture()
        let (first, secret, second) = try fixture.change { directory in
            try directory.createUser(named: "u")
            let (first, secret) = try directory.createAccessKey(forUser: "u")
            return (first, secret, try directory.createAccessKey(forUser: "u").key)
        }
        #expect(throws: DirectoryError.limitExceeded(.accessKeysPerUser, 2)) {
            try fixture.change { try $0.createAccessKey(forUser: "u").key }
        }
        #expect(secret.utf8.count == 40 && !"\(first)".contains(secret))
        try fixture.look { directory throws in
            #expect(try clear(directory.secret(of: first)) == Array(secret.utf8))
            #expect(try directory.accessKeys(of: first.owner).count == 2)
        }
        try fixture.change { directory in
            try directory.setStatus(.inactive, ofAccessKey: first.id, owner: first.owner)
            try directory.deleteAccessKey(second.id, owner: second.owner)
        }
        #expect(try fixture.look { try $0.accessKey(first.id)?.status } == .inactive)
        #expect(throws: DirectoryError.noSuch(.accessKey, first.id.text)) {
            try fixture.change { try $0.deleteAccessKey(first.id, owner: .root) }
        }
        #expect(throws: DirectoryError.noSuch(.accessKey, second.id.text)) {
            try fixture.change { try $0.deleteAccessKey(second.id, owner: second.owner) }
        }
    }

    @Test("hand instance profiles one role each")
    func profiles() throws {
        let fixture = try DirectoryFixture()
        try fixture.change { directory in
            try directory.createRole(named: "r", trustPolicy: Documents.service)
            for index in 0..<3 {
                try directory.createInstanceProfile(named: "I\(index)")
                try directory.add(role: "r", toInstanceProfile: "I\(index)")
            }
        }
        #expect {
            try fixture.change { try $0.add(role: "r", toInstanceProfile: "I0") }
        } throws: { error in
            (error as? DirectoryError)?.message
                == "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
        }
        let page = try fixture.look { try $0.instanceProfiles(ofRole: "r", limit: 2) }
        #expect(page.items.map(\.name) == ["I0", "I1"])
        let rest = try fixture.look {
            try $0.instanceProfiles(ofRole: "r", after: page.marker, limit: 2)
        }
        #expect(rest.items.map(\.name) == ["I2"] && rest.marker == nil)
    }

    @Test("list in pages, also while what was listed is deleted", arguments: ["/", "/a", "/a/b/"])
    func paging(prefix: String) throws {
        let fixture = try DirectoryFixture(.sqlite)
        let paths = ["/", "/a/", "/a/b/", "/ab/"]
        try fixture.change { directory in
            for index in 0..<40 {
                try directory.createUser(named: "User\(index)", path: paths[index % 4])
            }
        }
        var names: [String] = []
        var marker: String?
        repeat {
            let page = try fixture.look {
                try $0.users(pathPrefix: prefix, after: marker, limit: 7)
            }
            #expect(page.items.count <= 7)
            names += page.items.map(\.name)
            marker = page.marker
            #expect((marker?.utf8.count ?? 0) <= 320)
            let last = page.items.last?.name
            try fixture.change { if let last { try $0.deleteUser(named: last) } }
        } while marker != nil
        let expected = (0..<40).filter { paths[$0 % 4].hasPrefix(prefix) }.map { "User\($0)" }
        #expect(names.count == expected.count && Set(names) == Set(expected))
        if prefix == "/" { #expect(names == names.sorted { $0.lowercased() < $1.lowercased() }) }
        #expect(throws: DirectoryError.self) {
            try fixture.look { try $0.users(after: "not a marker!", limit: 7) }
        }
    }

    @Test("list within the longest paths, with markers that the API takes")
    func longPaths() throws {
        let fixture = try DirectoryFixture()
        let path = "/a/" + String(repeating: "x", count: 500) + "/"
        try fixture.change { directory in
            for index in 0..<5 { try directory.createUser(named: "U\(index)", path: path) }
        }
        var names: [String] = []
        var marker: String?
        repeat {
            let page = try fixture.look { try $0.users(pathPrefix: "/a", after: marker, limit: 2) }
            names += page.items.map(\.name)
            marker = page.marker
            #expect((marker?.utf8.count ?? 0) <= 320)
        } while marker != nil
        #expect(names == ["U0", "U1", "U2", "U3", "U4"])
    }

    @Test("take other quotas and names")
    func updating() throws {
        let fixture = try DirectoryFixture()
        var quotas = Quotas()
        quotas[.users] = 1
        let lowered = quotas
        try fixture.change { try $0.updateAccount(name: "prod", quotas: lowered) }
        try fixture.change { try $0.createUser(named: "a") }
        #expect(throws: DirectoryError.limitExceeded(.users, 1)) {
            try fixture.change { try $0.createUser(named: "b") }
        }
        #expect(try fixture.directory.accounts().first?.name == "prod")
        #expect(try fixture.directory.accounts().first?.quotas == lowered)
    }
}
