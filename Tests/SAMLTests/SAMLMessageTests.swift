import Base
import Cryptography
import SAML
import Testing

@Suite("SAML responses")
struct SAMLMessageTests {
    private static let names = ["assertion", "response", "both", "encrypted", "covered"]

    @Test("a response with a good signature tells what was signed", arguments: names)
    func signed(name: String) throws {
        let assertion = try Sample.message(name).assertion(trusting: Sample.trust())
        #expect(assertion.issuer == Sample.issuer)
        #expect(assertion.subject == "alice@example.com")
        #expect(assertion.recipient == "https://signin.aws.amazon.com/saml")
        #expect(assertion.audiences == [["urn:amazon:webservices"]])
        #expect(assertion.issueInstant == Timestamp(iso8601: "2026-01-02T03:04:05.678Z"))
        #expect(assertion.sessionUntil == Timestamp(iso8601: "2026-01-02T13:04:05Z"))
        #expect(assertion.attributes.count == 4)
        #expect(
            assertion.values("urn:oid:1.3.6.1.4.1.5923.1.1.1.1") == ["staff", "member"]
        )
        try assertion.check(Sample.expectation(), at: Sample.now)
    }

    @Test("a changed text is refused", arguments: names.dropLast(2))
    func edited(name: String) throws {
        for (old, new) in [
            (">alice@", ">admin@"), ("role/Reader", "role/Admin"), ("03:09", "13:09"),
        ] {
            let message = try Sample.message(name, replacing: old, with: new)
            #expect(throws: SAMLFailure.badSignature) {
                try message.assertion(trusting: Sample.trust())
            }
        }
    }

    @Test("only the keys of the provider count", arguments: names)
    func otherKeys(name: String) throws {
        for certificates in [[], [[0x30, 0x00]]] as [[[UInt8]]] {
            #expect(throws: SAMLFailure.badSignature) {
                try Sample.message(name).assertion(
                    trusting: Sample.trust(certificates: certificates)
                )
            }
        }
    }

    @Test("many certificates are not tried")
    func manyCertificates() throws {
        let own = try Sample.trust().certificates
        let many = Array(repeating: own[0], count: 17)
        #expect(throws: SAMLFailure.badSignature) {
            try Sample.message("assertion").assertion(trusting: Sample.trust(certificates: many))
        }
    }

    @Test("without the key nothing that is encrypted opens", arguments: ["encrypted", "covered"])
    func withoutKey(name: String) throws {
        #expect(throws: SAMLFailure.badSignature) {
            try Sample.message(name).assertion(trusting: Sample.trust(hasKey: false))
        }
    }

    @Test("what is not encrypted is refused where it must be")
    func encryptionRequired() throws {
        let trust = try Sample.trust(requiresEncryption: true)
        #expect(throws: SAMLFailure.notEncrypted) {
            try Sample.message("both").assertion(trusting: trust)
        }
        #expect(try Sample.message("encrypted").assertion(trusting: trust).id == "_a4")
    }

    @Test("a signature that is taken away is missed")
    func unsigned() throws {
        let parts = try Sample.text("assertion.xml").split(separator: "ds:Signature ")
        let rest = try #require(parts.last).split(separator: "</ds:Signature>")
        let bare = try #require(parts.first).dropLast() + #require(rest.last)
        let message = try SAMLMessage(base64: Base64.text(Array(bare.utf8)))
        #expect(throws: SAMLFailure.badSignature) {
            try message.assertion(trusting: Sample.trust())
        }
    }

    @Test("the status and the issuer of the response are looked at")
    func statusAndIssuer() throws {
        let failed = try Sample.message("assertion", replacing: ":Success", with: ":Responder")
        #expect(throws: SAMLFailure.rejected) { try failed.assertion(trusting: Sample.trust()) }
        #expect(throws: SAMLFailure.otherIssuer) {
            try Sample.message("response").assertion(trusting: Sample.trust(issuer: "other"))
        }
    }

    @Test(
        "what is no response is not read",
        arguments: [
            "", "x", "<a/>", "<Response/>", "<!DOCTYPE a><a/>", "<p:Response/>",
            "<a:Response xmlns:a='urn:oasis:names:tc:SAML:2.0:protocol'/>",
        ]
    )
    func malformed(text: String) {
        #expect(throws: SAMLFailure.malformed) {
            try SAMLMessage(base64: Base64.text(Array(text.utf8)))
        }
    }

    @Test("what is no base64, or too long, is not read")
    func notBase64() {
        for text in ["?", "AAA", "AAAA?", String(repeating: "A", count: 100_004)] {
            #expect(throws: SAMLFailure.notBase64) { try SAMLMessage(base64: text) }
        }
    }

    @Test("many namespaces within one another are not read")
    func manyNamespaces() throws {
        let spaces = (0..<20).map { "xmlns:n\($0)='n'" }.joined(separator: " ")
        let open = String(repeating: "<a \(spaces)>", count: 3)
        let status = "<samlp:Status>\(open)</a></a></a>"
        #expect(throws: SAMLFailure.malformed) {
            try Sample.message("assertion", replacing: "<samlp:Status>", with: status)
        }
    }

    @Test("a namespace with a long name is not read, since canonicalization repeats it")
    func longNamespace() throws {
        for (count, isRead) in [(256, true), (257, false)] {
            let name = String(repeating: "x", count: count)
            let status = "<samlp:Status><a:b xmlns:a='\(name)'/>"
            let message = try? Sample.message(
                "assertion",
                replacing: "<samlp:Status>",
                with: status
            )
            #expect((message != nil) == isRead)
        }
    }

    @Test("two assertions, wherever they are, are refused")
    func twoAssertions() throws {
        let other = "<saml:Assertion/></samlp:Response>"
        #expect(throws: SAMLFailure.malformed) {
            try Sample.message("assertion", replacing: "</samlp:Response>", with: other)
        }
        let inside = "<samlp:Status><saml:EncryptedAssertion/>"
        #expect(throws: SAMLFailure.malformed) {
            try Sample.message("assertion", replacing: "<samlp:Status>", with: inside)
        }
    }
}
