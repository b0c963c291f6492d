public import Base

/// What an assertion must say for a service to take it.
public struct SAMLExpectation: Sendable {
    /// Who made it.
    public let issuer: String
    /// How many seconds ago it was made at most.
    public let maxAgeSeconds: Int64
    /// Whether an audience is the service.
    public let isAudience: @Sendable (String) -> Bool
    /// Whether a place is the service's.
    public let isRecipient: @Sendable (String) -> Bool

    /// Joins the parts.
    public init(
        issuer: String,
        maxAgeSeconds: Int64,
        isAudience: @escaping @Sendable (String) -> Bool,
        isRecipient: @escaping @Sendable (String) -> Bool
    ) {
        self.issuer = issuer
        self.maxAgeSeconds = maxAgeSeconds
        self.isAudience = isAudience
        self.isRecipient = isRecipient
    }
}

extension SAMLAssertion {
    /// Checks issuer, audience, place and times.
    public func check(
        _ expected: SAMLExpectation,
        at now: Timestamp
    ) throws(SAMLFailure) {
        guard issuer.hasSameBytes(as: expected.issuer) else { throw .otherIssuer }
        guard !audiences.isEmpty,
            audiences.allSatisfy({ $0.contains(where: expected.isAudience) })
        else { throw .otherAudience }
        guard expected.isRecipient(recipient),
            destination.map(expected.isRecipient) ?? true
        else { throw .otherRecipient }
        let ends = [confirmedUntil, validUntil, sessionUntil].compactMap { $0 }
        guard ends.allSatisfy({ $0 > now }) else { throw .expired }
        guard now < usableUntil(expected) else { throw .tooOld }
        let latest = now.adding(seconds: Limits.skewSeconds)
        guard issueInstant <= latest, validFrom.allSatisfy({ $0 <= latest }) else {
            throw .notYetValid
        }
    }

    /// The moment from which it is too old, whatever it says itself: until then it is remembered.
    public func usableUntil(_ expected: SAMLExpectation) -> Timestamp {
        issueInstant.adding(seconds: expected.maxAgeSeconds)
    }
}
