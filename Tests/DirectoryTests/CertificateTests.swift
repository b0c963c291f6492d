import Base
import Directory
import Store
import Testing

extension Key {
    /// The prefix of every key.
    static let everything = Key(bytes: [])
}

@Suite("Certificates")
struct CertificateTests {
    typealias Medium = DirectoryFixture.Medium

    @Test("of servers are kept, and their keys sealed", arguments: Medium.allCases)
    func serverCertificates(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let certificate = try fixture.change { directory in
            try directory.uploadServerCertificate(
                named: "Site",
                path: "/web/",
                body: Certificates.site + "\n",
                privateKey: Certificates.siteKey,
                chain: Certificates.middle + "\n" + Certificates.root + "\n\n"
            )
        }
        #expect(certificate.expiration.description == "2099-01-01T00:00:00Z")
        #expect(UniqueID.isValid(certificate.id, prefix: .certificate))
        try fixture.look { directory throws in
            #expect(try directory.serverCertificate(named: "Site") == certificate)
            let contents = try directory.contents(of: certificate)
            #expect(contents.body == Certificates.site)
            #expect(contents.chain == Certificates.middle + "\n" + Certificates.root)
            let secret = try directory.secret(of: contents, certificate: certificate)
            #expect(clear(secret) == Array(Certificates.siteKey.utf8))
            #expect(try directory.count(.serverCertificates) == 1)
            let listed = try directory.serverCertificates(pathPrefix: "/web/", limit: 9)
            #expect(listed.items == [certificate])
        }
        for entry in try fixture.directory.store.read({ try $0.entries(prefix: .everything) }) {
            #expect(!String(decoding: entry.value, as: UTF8.self).contains("PRIVATE KEY"))
        }
        try fixture.change { directory in
            try directory.updateServerCertificate(named: "Site", newName: "site", newPath: "/")
        }
        try fixture.look { directory throws in
            #expect(try directory.serverCertificates(pathPrefix: "/web/", limit: 9).items.isEmpty)
            #expect(throws: DirectoryError.noSuch(.serverCertificate, "Site")) {
                try directory.serverCertificate(named: "Site")
            }
            let renamed = try directory.serverCertificate(named: "site")
            #expect(try directory.contents(of: renamed).body == Certificates.site)
        }
        try fixture.change { try $0.deleteServerCertificate(named: "site") }
        #expect(try fixture.look { try $0.count(.serverCertificates) } == 0)
    }

    @Test("that do not belong together are refused")
    func refusals() throws {
        let fixture = try DirectoryFixture()
        func refusal(
            _ body: String = Certificates.site,
            _ key: String = Certificates.siteKey,
            chain: String? = nil
        ) throws -> CertificateRefusal? {
            do {
                _ = try fixture.change {
                    try $0.uploadServerCertificate(
                        named: "a",
                        body: body,
                        privateKey: key,
                        chain: chain
                    )
                }
            } catch DirectoryError.refusedCertificate(let refusal) { return refusal }
            return nil
        }
        #expect(try refusal("text") == .unreadableCertificate)
        #expect(try refusal(Certificates.old) == .unreadableCertificate)
        #expect(try refusal(Certificates.site, "text") == .unreadableKey)
        #expect(try refusal(Certificates.site, Certificates.rsaKey) == .otherKey)
        #expect(try refusal(Certificates.site, Certificates.rootKey) == .otherKey)
        let (root, middle) = (Certificates.root + "\n", Certificates.middle + "\n")
        #expect(try refusal(chain: root) == .brokenChain(index: -1))
        #expect(try refusal(chain: middle + middle) == .brokenChain(index: 0))
        #expect(try refusal(chain: middle + root + middle) == .brokenChain(index: 1))
        let long = middle + String(repeating: root, count: 16)
        #expect(try refusal(chain: long) == .brokenChain(index: 0))
        #expect(try fixture.look { try $0.count(.serverCertificates) } == 0)
        #expect(try refusal(chain: middle + root) == nil)
    }

    @Test("for signing belong to one user or root, and hold the user", arguments: Medium.allCases)
    func signingCertificates(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let (user, certificate) = try fixture.change { directory in
            let user = try directory.createUser(named: "u")
            let owner = AccessKey.Owner.user(user.id)
            return (user, try directory.uploadSigningCertificate(Certificates.root, owner: owner))
        }
        let owner = AccessKey.Owner.user(user.id)
        #expect(try fixture.look { try $0.signingCertificates(of: owner) } == [certificate])
        #expect(throws: DirectoryError.refusedCertificate(.duplicate)) {
            try fixture.change { directory in
                try directory.uploadSigningCertificate(Certificates.root, owner: .root).id
            }
        }
        #expect(throws: DirectoryError.noSuch(.signingCertificate, certificate.id)) {
            try fixture.change { try $0.deleteSigningCertificate(certificate.id, owner: .root) }
        }
        #expect(throws: DirectoryError.deleteConflict(.credential("signing certificates"))) {
            try fixture.change { try $0.deleteUser(named: "u") }
        }
        #expect(throws: DirectoryError.refusedCertificate(.invalid)) {
            try fixture.change { directory in
                try directory.uploadSigningCertificate(Certificates.old, owner: owner).id
            }
        }
        try fixture.change { directory in
            try directory.setStatus(
                .inactive,
                ofSigningCertificate: certificate.id,
                owner: owner
            )
        }
        #expect(
            try fixture.look { try $0.signingCertificates(of: owner).map(\.status) } == [.inactive]
        )
        try fixture.change { directory in
            try directory.uploadSigningCertificate(Certificates.middle, owner: owner)
            #expect(throws: DirectoryError.limitExceeded(.signingCertificatesPerUser, 2)) {
                try directory.uploadSigningCertificate(Certificates.site, owner: owner)
            }
        }
        try fixture.change { directory in
            for certificate in try directory.signingCertificates(of: owner) {
                try directory.deleteSigningCertificate(certificate.id, owner: owner)
            }
            try directory.uploadSigningCertificate(Certificates.root, owner: .root)
            try directory.deleteUser(named: "u")
        }
    }

    @Test("and providers leave nothing behind when their account goes")
    func deletion() throws {
        let fixture = try DirectoryFixture()
        let before = try fixture.directory.store.read { try $0.entries(prefix: .everything).count }
        try waiting { fixture.directory.deleteAccount(DirectoryFixture.beta, completion: $0) }
        try waiting { done in
            fixture.directory.createAccount(DirectoryFixture.beta) { done($0.map { _ in }) }
        }
        try fixture.change(DirectoryFixture.beta) { directory in
            try directory.createOpenIDConnectProvider(url: "https://a")
            try directory.createSAMLProvider(named: "a", metadata: Certificates.metadata())
            try directory.uploadServerCertificate(
                named: "a",
                path: "/p/",
                body: Certificates.site,
                privateKey: Certificates.siteKey
            )
            try directory.uploadSigningCertificate(Certificates.root, owner: .root)
        }
        try waiting { done in
            fixture.directory.createAccount(DirectoryFixture.beta, replacing: true) {
                done($0.map { _ in })
            }
        }
        let after = try fixture.directory.store.read { try $0.entries(prefix: .everything).count }
        #expect(after == before)
    }
}
