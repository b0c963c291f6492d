import Base
import Directory
import Store
import Testing

@Suite("Identity providers")
struct ProviderTests {
    typealias Medium = DirectoryFixture.Medium

    @Test("are found by their ARN, which the URL makes", arguments: Medium.allCases)
    func issuers(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let provider = try fixture.change { directory in
            try directory.createOpenIDConnectProvider(
                url: "https://Idp.example.com/Realm",
                clientIDs: ["b", "a", "b"],
                thumbprints: [String(repeating: "aB", count: 20)],
                tags: [Tag(key: "k", value: "v")]
            )
        }
        #expect(provider.arn == "arn:aws:iam::111122223333:oidc-provider/Idp.example.com/Realm")
        #expect(provider.clientIDs == ["b", "a"])
        try fixture.look { directory throws in
            #expect(try directory.openIDConnectProvider(arn: provider.arn) == provider)
            #expect(try directory.openIDConnectProviders() == [provider])
            #expect(try directory.count(.openIDConnectProviders) == 1)
            for wrong in [provider.arn + "/", provider.arn.lowercased(), "", "arn:aws:iam::1:x"] {
                #expect(throws: DirectoryError.noSuch(.openIDConnectProvider, wrong)) {
                    try directory.openIDConnectProvider(arn: wrong)
                }
            }
        }
        #expect(throws: DirectoryError.noSuch(.openIDConnectProvider, provider.arn)) {
            try fixture.look(DirectoryFixture.beta) {
                try $0.openIDConnectProvider(arn: provider.arn)
            }
        }
        try fixture.change { try $0.deleteOpenIDConnectProvider(arn: provider.arn) }
        #expect(try fixture.look { try $0.count(.openIDConnectProviders) } == 0)
        #expect(throws: DirectoryError.self) {
            try fixture.change { try $0.deleteOpenIDConnectProvider(arn: provider.arn) }
        }
        #expect(try fixture.look { try $0.count(.openIDConnectProviders) } == 0)
    }

    @Test("keep to the account's quotas")
    func quotas() throws {
        var quotas = Quotas()
        quotas[.openIDConnectProviders] = 1
        quotas[.clientIDsPerProvider] = 1
        quotas[.samlProviders] = 1
        let fixture = try DirectoryFixture(quotas: quotas)
        let arn = try fixture.change { directory in
            try directory.createSAMLProvider(named: "a", metadata: Certificates.metadata())
            return try directory.createOpenIDConnectProvider(url: "https://a", clientIDs: ["c"]).arn
        }
        #expect(throws: DirectoryError.limitExceeded(.openIDConnectProviders, 1)) {
            try fixture.change { try $0.createOpenIDConnectProvider(url: "https://b").arn }
        }
        #expect(throws: DirectoryError.limitExceeded(.clientIDsPerProvider, 1)) {
            try fixture.change { try $0.add(clientID: "d", toOpenIDConnectProvider: arn) }
        }
        try fixture.change { try $0.add(clientID: "c", toOpenIDConnectProvider: arn) }
        #expect(throws: DirectoryError.limitExceeded(.samlProviders, 1)) {
            try fixture.change {
                try $0.createSAMLProvider(named: "b", metadata: Certificates.metadata()).arn
            }
        }
    }

    @Test("of SAML hold what their metadata tell", arguments: Medium.allCases)
    func metadata(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let document = Certificates.metadata(#"validUntil="2030-01-01T00:00:00+01:00""#)
        let provider = try fixture.change {
            try $0.createSAMLProvider(named: "Corp", metadata: document)
        }
        #expect(provider.validUntil.description == "2029-12-31T23:00:00Z")
        #expect(provider.encryptionMode == .allowed)
        try fixture.look { directory throws in
            #expect(try directory.samlProvider(arn: provider.arn) == provider)
            #expect(try directory.metadata(of: provider) == document)
            #expect(throws: DirectoryError.noSuch(.samlProvider, provider.arn.lowercased())) {
                try directory.samlProvider(arn: provider.arn.lowercased())
            }
        }
        let changed = try fixture.change {
            try $0.updateSAMLProvider(arn: provider.arn, metadata: Certificates.metadata())
        }
        #expect(changed.validUntil == provider.createDate.adding(years: 100))
        #expect(changed.uuid == provider.uuid)
        let parsed = try SAMLMetadata(parsing: document)
        #expect(parsed.entityID == "idp" && parsed.signingCertificates.count == 1)
        try fixture.look { directory throws in
            let signers = try directory.signers(of: directory.samlProvider(arn: provider.arn))
            #expect(signers.entityID == "idp")
            #expect(signers.certificates == parsed.signingCertificates)
        }
        #expect(parsed.signOnServices.map(\.location) == ["https://idp.example.com/sso"])
    }

    @Test("that an older version wrote have the signers of their metadata")
    func signersOfMetadata() throws {
        let fixture = try DirectoryFixture()
        let provider = try fixture.change { directory in
            let made = try directory.createSAMLProvider(
                named: "Corp",
                metadata: Certificates.metadata()
            )
            var record = RecordWriter()
            record.put(1, made.name)
            record.put(2, made.uuid)
            record.put(3, made.createDate)
            record.put(4, made.validUntil)
            record.put(5, made.encryptionMode.rawValue)
            let key = Key(0x41).account(made.account).name(made.name)
            try directory.store.put(key, record.bytes)
            return made
        }
        try fixture.look { directory throws in
            let older = try directory.samlProvider(arn: provider.arn)
            #expect(older.signers.certificates.isEmpty)
            #expect(try directory.signers(of: older) == provider.signers)
        }
    }

    @Test("vouch once with an assertion, in each account", arguments: Medium.allCases)
    func usedAssertions(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let end = fixture.clock.now.adding(seconds: 300)
        func isFirst(
            _ id: String,
            _ issuer: String = "idp",
            in account: AccountID = DirectoryFixture.alpha,
            until end: Timestamp
        ) throws -> Bool {
            try fixture.change(account) { try $0.useAssertion(id, issuer: issuer, until: end) }
        }
        #expect(try isFirst("_a", until: end))
        #expect(try !isFirst("_a", until: end))
        #expect(try isFirst("_b", until: end))
        #expect(try isFirst("_a", "other", until: end))
        #expect(try isFirst("_a", in: DirectoryFixture.beta, until: end))
        fixture.clock.advance(seconds: 301)
        #expect(try !isFirst("_a", until: end))
        // Long after its end it is forgotten, a few at a time.
        fixture.clock.advance(seconds: 1000)
        for number in 0..<3 {
            #expect(try isFirst("_c\(number)", until: end.adding(seconds: 2000)))
        }
        #expect(try isFirst("_a", until: end))
    }

    @Test("of SAML seal their private keys")
    func privateKeys() throws {
        let fixture = try DirectoryFixture()
        let provider = try fixture.change {
            try $0.createSAMLProvider(
                named: "Corp",
                metadata: Certificates.metadata(),
                encryptionMode: .required,
                privateKey: Certificates.rsaKey
            )
        }
        let key = try #require(provider.privateKeys.first)
        try fixture.look { directory throws in
            #expect(clear(try directory.secret(of: key)) == Array(Certificates.rsaKey.utf8))
        }
        let stored = try fixture.directory.store.read { try $0.entries(prefix: .everything) }
        for entry in stored {
            #expect(!String(decoding: entry.value, as: UTF8.self).contains("PRIVATE KEY"))
        }
        #expect(!"\(provider)".contains("PRIVATE KEY"))
        #expect(throws: DirectoryError.invalidValue("Failed to remove private key.")) {
            try fixture.change {
                try $0.updateSAMLProvider(arn: provider.arn, removingPrivateKey: key.id).arn
            }
        }
        // A curve's key opens nothing: the key of an assertion comes under RSA.
        #expect(throws: DirectoryError.invalidValue("Invalid private key.")) {
            try fixture.change {
                try $0.updateSAMLProvider(
                    arn: provider.arn,
                    addingPrivateKey: Certificates.siteKey
                ).arn
            }
        }
    }
}
