import Base
import Directory
import PolicyLanguage
import Testing

@Suite("Principals in trust policies")
struct BindingTests {
    static let bob = "arn:aws:iam::111122223333:user/dev/Bob"

    @Test(
        "are bound to the unique id, across accounts; the re-created are strangers",
        arguments: DirectoryFixture.Medium.allCases
    )
    func binding(medium: DirectoryFixture.Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let bob = try fixture.change { try $0.createUser(named: "Bob", path: "/dev/") }
        let text = Documents.trust(Self.bob, "arn:aws:iam::999999999999:root", "111122223333")
        let role = try fixture.change(DirectoryFixture.beta) {
            try $0.createRole(named: "r", trustPolicy: text)
        }
        let bound = try role.trustPolicy.document().principals.map(\.value)
        #expect(bound == [bob.id, "arn:aws:iam::999999999999:root", "111122223333"])
        func shown() throws -> String {
            try fixture.look(DirectoryFixture.beta) { try $0.trustPolicy(of: $0.role(named: "r")) }
        }
        #expect(try shown() == text)
        try fixture.change { try $0.updateUser(named: "Bob", newName: "Rob") }
        #expect(try shown().contains(#"arn:aws:iam::111122223333:user/dev/Rob""#))
        try fixture.change { directory in
            try directory.deleteUser(named: "Rob")
            try directory.createUser(named: "Bob", path: "/dev/")
        }
        #expect(try shown().contains(#""\#(bob.id)""#))
        #expect(try shown().contains(Self.bob) == false)
    }

    @Test("may be roles, sessions, accounts, services or everyone")
    func kinds() throws {
        let fixture = try DirectoryFixture()
        let other = try fixture.change {
            try $0.createRole(named: "o", trustPolicy: Documents.service)
        }
        for (principal, bound) in [
            (other.arn, other.id), (other.id, other.id), ("*", "*"),
            (
                "arn:aws:sts::111122223333:assumed-role/o/s",
                "arn:aws:sts::111122223333:assumed-role/o/s"
            ),
        ] {
            let role = try fixture.change { directory in
                let name = "r\(try directory.count(.roles))"
                return try directory.createRole(
                    named: name,
                    trustPolicy: Documents.trust(principal)
                )
            }
            #expect(try role.trustPolicy.document().principals.map(\.value) == [bound])
        }
    }

    @Test(
        "that are not there are refused in AWS's words",
        arguments: [
            "arn:aws:iam::111122223333:user/None", "arn:aws:iam::111122223333:user/other/Bob",
            "arn:aws:iam::111122223333:user/dev/BOB", "arn:aws:iam::999999999999:role/r",
            "arn:aws:iam::111122223333:group/g", "AIDAAAAAAAAAAAAAAAAAA", "bob",
        ]
    )
    func unknown(principal: String) throws {
        let fixture = try DirectoryFixture()
        try fixture.change { directory in
            try directory.createUser(named: "Bob", path: "/dev/")
            try directory.createGroup(named: "g")
        }
        #expect {
            try fixture.change {
                try $0.createRole(named: "r", trustPolicy: Documents.trust(principal))
            }
        } throws: { error in
            let error = error as? DirectoryError
            return error?.code == "MalformedPolicyDocument"
                && error?.message == "Invalid principal in policy: \"AWS\":\"\(principal)\""
        }
    }
}
