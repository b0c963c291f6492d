import Base
import Cryptography
import Directory
import Store
import Testing

@Suite("Passwords, devices and other credentials")
struct CredentialTests {
    typealias Medium = DirectoryFixture.Medium

    private func password(
        _ text: String,
        _ fixture: DirectoryFixture,
        of user: String? = nil
    ) throws -> NewPassword {
        let (profile, policy) = try fixture.look { directory throws in
            (
                try user.map { try directory.loginProfile(ofUser: $0) },
                try directory.passwordPolicy()
            )
        }
        return try NewPassword(text, following: profile, policy: policy, random: .system)
    }

    @Test("are deleted with their account, aliases included", arguments: Medium.allCases)
    func deletion(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let secret = try password("Correct-horse-7", fixture)
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.setAccountAlias("acme")
            try directory.setPasswordPolicy(PasswordPolicy())
            _ = try directory.createMFADevice(named: "d")
            _ = try directory.createServiceCredential(
                forUser: "u",
                service: "codecommit.amazonaws.com"
            )
        }
        let other = try password("Correct-horse-7", fixture)
        try fixture.change { directory in
            try directory.createLoginProfile(forUser: "u", password: other, isResetRequired: false)
        }
        #expect(try fixture.look { try $0.account(alias: "acme") } == DirectoryFixture.alpha)
        #expect(throws: DirectoryError.credential(.loginProfileBusy("v"))) {
            try fixture.change { directory in
                try directory.createUser(named: "v")
                try directory.createLoginProfile(
                    forUser: "v",
                    password: secret,
                    isResetRequired: false
                )
            }
        }
        try waiting { fixture.directory.deleteAccount(DirectoryFixture.alpha, completion: $0) }
        let left = try fixture.directory.store.read { try $0.entries(prefix: Key(bytes: [])) }
        // The other account, its root key, and the index of that key.
        #expect(left.count == 3)
        try fixture.change(DirectoryFixture.beta) { try $0.setAccountAlias("acme") }
    }

    @Test("let a password be set only while what it was checked against holds")
    func races() throws {
        let fixture = try DirectoryFixture()
        let first = try password("Correct-horse-7", fixture)
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.createLoginProfile(forUser: "u", password: first, isResetRequired: true)
        }
        let second = try password("Correct-horse-8", fixture, of: "u")
        let third = try password("Correct-horse-9", fixture, of: "u")
        try fixture.change { try $0.updateLoginProfile(ofUser: "u", password: second) }
        #expect(throws: DirectoryError.credential(.loginProfileBusy("u"))) {
            try fixture.change { try $0.updateLoginProfile(ofUser: "u", password: third) }
        }
        let profile = try fixture.look { try $0.loginProfile(ofUser: "u") }
        #expect(profile.matches("Correct-horse-8") && !profile.matches("Correct-horse-7"))
        #expect(profile.isResetRequired)
        #expect(!"\(profile)".contains("Correct-horse"))
    }

    @Test("remember as many passwords as the policy may forbid")
    func reuse() throws {
        let fixture = try DirectoryFixture()
        var policy = PasswordPolicy()
        policy.reusePrevention = 3
        let forbidding = policy
        try fixture.change { directory in
            try directory.createUser(named: "u")
            try directory.setPasswordPolicy(forbidding)
        }
        let first = try password("pass-0", fixture)
        try fixture.change {
            try $0.createLoginProfile(forUser: "u", password: first, isResetRequired: false)
        }
        for index in 1...3 {
            let next = try password("pass-\(index)", fixture, of: "u")
            try fixture.change { try $0.updateLoginProfile(ofUser: "u", password: next) }
        }
        for index in 1...3 {
            #expect(throws: DirectoryError.credential(.passwordPolicy)) {
                try password("pass-\(index)", fixture, of: "u")
            }
        }
        _ = try password("pass-0", fixture, of: "u")
    }

    private func decoded(_ text: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var bits = 0
        var count = 0
        var out: [UInt8] = []
        for character in text {
            bits = bits << 5 | (alphabet.firstIndex(of: character) ?? 0)
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            out.append(UInt8(truncatingIfNeeded: bits >> count))
            bits &= 255
        }
        return out
    }

    @Test("take each code of a device once, and none of before", arguments: Medium.allCases)
    func codes(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let (serial, seed) = try fixture.change { directory in
            try directory.createUser(named: "u")
            let made = try directory.createMFADevice(named: "d")
            return (made.device.serialNumber, decoded(made.seed))
        }
        let owner = try fixture.look { AccessKey.Owner.user(try $0.user(named: "u").id) }
        let start = OneTimeCode.step(atSeconds: fixture.clock.now.seconds)
        func code(_ offset: Int64) -> String {
            OneTimeCode.code(seed: seed.span, step: start + offset)
        }
        func use(_ offset: Int64) throws -> Bool {
            let text = code(offset)
            return try fixture.change { try $0.useMFACode(text, serial: serial, of: owner) }
        }
        #expect(throws: DirectoryError.credential(.deviceOfAnother)) { try use(0) }
        let (first, second) = (code(-1), code(0))
        try fixture.change {
            try $0.enableMFADevice(serial: serial, for: owner, codes: (first, second))
        }
        #expect(try !use(0))
        #expect(try use(1))
        #expect(try !use(1))
        fixture.clock.advance(seconds: 60)
        #expect(try use(2))
        #expect(try use(3))
        #expect(try !use(2))
        #expect(try !use(4))
        #expect(throws: DirectoryError.credential(.deviceOfAnother)) {
            try fixture.change { try $0.useMFACode("000000", serial: serial, of: .root) }
        }
        #expect(try fixture.look { try $0.count(.mfaDevicesInUse) } == 1)
    }

    @Test("look at five wrong codes in half a minute, and at no more")
    func guessing() throws {
        let fixture = try DirectoryFixture()
        let (serial, seed) = try fixture.change { directory in
            let made = try directory.createMFADevice(named: "d")
            return (made.device.serialNumber, decoded(made.seed))
        }
        let step = OneTimeCode.step(atSeconds: fixture.clock.now.seconds)
        let codes = (-1...5).map { OneTimeCode.code(seed: seed.span, step: step + $0) }
        try fixture.change {
            try $0.enableMFADevice(serial: serial, for: .root, codes: (codes[0], codes[1]))
        }
        func use(_ code: String) throws -> Bool {
            try fixture.change { try $0.useMFACode(code, serial: serial, of: .root) }
        }
        for _ in 0..<5 { #expect(try !use(codes[0])) }
        #expect(try !use(codes[2]))
        fixture.clock.advance(seconds: 30)
        #expect(try use(codes[2]))
    }

    @Test("expire, and tell no second secret")
    func services() throws {
        let fixture = try DirectoryFixture()
        let made = try fixture.change { directory in
            try directory.createUser(named: "u")
            return try directory.createServiceCredential(
                forUser: "u",
                service: "bedrock.amazonaws.com",
                ageDays: 1
            )
        }
        let end = fixture.clock.now.adding(seconds: 86_400)
        #expect(made.credential.matches(made.secret) && !made.credential.matches("x"))
        #expect(made.credential.status(at: fixture.clock.now) == "Active")
        #expect(made.credential.status(at: end) == "Expired")
        let id = made.credential.id
        let again = try fixture.change { try $0.resetServiceCredential(id, ofUser: "u") }
        #expect(!again.credential.matches(made.secret) && again.credential.matches(again.secret))
        try fixture.change { directory in
            // Another user whose name would make the same user name.
            try directory.createUser(named: "u+1")
            let second = try directory.createServiceCredential(
                forUser: "u",
                service: "codecommit.amazonaws.com"
            )
            let third = try directory.createServiceCredential(
                forUser: "u",
                service: "codecommit.amazonaws.com"
            )
            let other = try directory.createServiceCredential(
                forUser: "u+1",
                service: "codecommit.amazonaws.com"
            )
            #expect(second.credential.alias == "u-at-111122223333")
            #expect(third.credential.alias == "u+1-at-111122223333")
            #expect(other.credential.alias == "u+1+1-at-111122223333")
        }
    }
}
