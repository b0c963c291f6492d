import SAML
import Testing

@Suite("SAML responses")
struct SAMLMessageTests {
    @Test("what is no base64 is not read")
    func notBase64() { #expect(throws: SAMLFailure.notBase64) { try SAMLMessage(base64: "?") } }
}
