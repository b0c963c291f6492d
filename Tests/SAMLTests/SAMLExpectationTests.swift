import Base
import SAML
import Testing

@Suite("What a SAML assertion must say")
struct SAMLExpectationTests {
    private let assertion: SAMLAssertion

    init() throws {
        assertion = try Sample.message("assertion").assertion(trusting: Sample.trust())
    }

    private func failure(
        _ expected: SAMLExpectation = Sample.expectation(),
        at moment: String = "2026-01-02T03:05:00Z"
    ) throws -> SAMLFailure? {
        let now = try #require(Timestamp(iso8601: moment))
        do throws(SAMLFailure) {
            try assertion.check(expected, at: now)
            return nil
        } catch { return error }
    }

    @Test("issuer, audience and recipient are those that are expected")
    func names() throws {
        #expect(try failure() == nil)
        #expect(try failure(Sample.expectation(issuer: "other")) == .otherIssuer)
        #expect(try failure(Sample.expectation(audience: "other")) == .otherAudience)
        #expect(try failure(Sample.expectation(recipient: "other")) == .otherRecipient)
    }

    @Test("it holds from a minute before its time until the first of its ends")
    func times() throws {
        #expect(try failure(at: "2026-01-02T03:03:05Z") == .notYetValid)
        #expect(try failure(at: "2026-01-02T03:03:06Z") == nil)
        #expect(try failure(at: "2026-01-02T03:09:04.999Z") == nil)
        #expect(try failure(at: "2026-01-02T03:09:05Z") == .expired)
        #expect(try failure(at: "2026-02-02T03:09:05Z") == .expired)
    }

    @Test("it is too old some minutes after it was made")
    func age() throws {
        let expected = SAMLExpectation(
            issuer: Sample.issuer,
            maxAgeSeconds: 60,
            isAudience: { _ in true },
            isRecipient: { _ in true }
        )
        #expect(assertion.usableUntil(expected) == Timestamp(iso8601: "2026-01-02T03:05:05.678Z"))
        #expect(try failure(expected, at: "2026-01-02T03:05:05.677Z") == nil)
        #expect(try failure(expected, at: "2026-01-02T03:05:05.678Z") == .tooOld)
    }
}
