import Base
import Directory
import Testing

@Suite("Rebuilt entities")
struct RestoringTests {
    private static let made = Timestamp(seconds: 1_700_000_000)

    private static func entity(_ name: String, _ id: String) -> RestoredEntity {
        RestoredEntity(name: name, path: "/p/", id: id, createDate: made)
    }

    private static func id(_ prefix: String, _ letter: Character) -> String {
        prefix + String(repeating: letter, count: 17)
    }

    @Test(
        "keep ids and dates, count, and can be deleted without a rest",
        arguments: DirectoryFixture.Medium.allCases
    )
    func life(medium: DirectoryFixture.Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let user = Self.id("AIDA", "U")
        try fixture.change { directory in
            _ = try directory.restoreGroup(Self.entity("g", Self.id("AGPA", "G")))
            var person = Self.entity("u", user)
            person.inlinePolicies = [InlinePolicy(name: "i", document: Documents.allowAll)]
            person.attachedPolicies = ["arn:aws:iam::aws:policy/None"]
            let missing = try directory.restoreUser(person, groups: ["g"])
            #expect(missing == ["arn:aws:iam::aws:policy/None"])
        }
        try fixture.look { directory throws in
            let found = try directory.user(named: "u")
            #expect((found.id, found.createDate, found.path) == (user, Self.made, "/p/"))
            #expect(try directory.user(id: user)?.name == "u")
            #expect(try directory.groups(ofUser: "u").map(\.name) == ["g"])
            #expect(try directory.users(pathPrefix: "/p/", limit: 10).items.count == 1)
            #expect(try directory.count(.users) == 1)
        }
        try fixture.change { directory in
            try directory.remove(user: "u", fromGroup: "g")
            try directory.deleteInlinePolicy("i", of: .user("u"))
            try directory.deleteUser(named: "u")
            try directory.deleteGroup(named: "g")
        }
        #expect(try fixture.look { try $0.count(.users) } == 0)
    }

    @Test("take no name or id that is there, in any account")
    func conflicts() throws {
        let fixture = try DirectoryFixture()
        let id = Self.id("AIDA", "U")
        try fixture.change { _ = try $0.restoreUser(Self.entity("u", id), groups: []) }
        #expect(throws: DirectoryError.alreadyExists(.user, "U")) {
            try fixture.change {
                _ = try $0.restoreUser(Self.entity("U", Self.id("AIDA", "V")), groups: [])
            }
        }
        #expect(throws: DirectoryError.alreadyExists(.user, id)) {
            try fixture.change(DirectoryFixture.beta) {
                _ = try $0.restoreUser(Self.entity("w", id), groups: [])
            }
        }
        #expect(throws: DirectoryError.self) {
            try fixture.change {
                _ = try $0.restoreRole(Self.entity("r", id), trustPolicy: Documents.allowAll)
            }
        }
    }

    @Test("are trusted by id: those who are there, and never those who are gone")
    func trust() throws {
        let fixture = try DirectoryFixture()
        let gone = Self.id("AIDA", "X")
        let account = DirectoryFixture.alpha
        let text = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"AWS":["arn:aws:iam::\(account):user/p/u","\(gone)",\
            "arn:aws:iam::\(account):user/later"]}}}
            """
        try fixture.change { directory in
            _ = try directory.restoreRole(
                Self.entity("r", Self.id("AROA", "R")),
                trustPolicy: text
            )
            _ = try directory.restoreUser(Self.entity("u", Self.id("AIDA", "U")), groups: [])
            try directory.bindTrustPolicy(ofRole: "r")
        }
        try fixture.look { directory throws in
            let role = try directory.role(named: "r")
            #expect(role.trustPolicy.bindings.map(\.id) == [Self.id("AIDA", "U"), gone])
            #expect(try directory.trustPolicy(of: role) == text)
        }
        try fixture.change { try $0.deleteUser(named: "u") }
        let shown = try fixture.look { try $0.trustPolicy(of: try $0.role(named: "r")) }
        #expect(shown.contains(Self.id("AIDA", "U")))
    }
}
