public import Base

/// What an identity provider says of a subject, read from what it signed.
public struct SAMLAssertion: Hashable, Sendable {
    /// The assertion's id, which its issuer uses once.
    public let id: String
    /// When it was made.
    public let issueInstant: Timestamp
    /// Who made it.
    public let issuer: String
    /// The name identifier of the subject.
    public let subject: String
    /// The form of the name identifier, as a URI; nil when it is not told.
    public let subjectFormat: String?
    /// Where the bearer has to bring it.
    public let recipient: String
    /// Until when the bearer may bring it.
    public let confirmedUntil: Timestamp
    /// From when and until when it holds, and before when the bearer may not bring it.
    public let validFrom: [Timestamp]
    /// When it ends; nil when its conditions do not tell.
    public let validUntil: Timestamp?
    /// For whom it is meant: one of each list.
    public let audiences: [[String]]
    /// When the session at the identity provider ends.
    public let sessionUntil: Timestamp?
    /// Where the response was sent.
    public let destination: String?
    /// What it says of the subject, in order.
    public let attributes: [SAMLAttribute]

    /// The values of the attributes with a name; nil among them for one that is more than text.
    public func values(_ name: String) -> [String?] {
        attributes.filter { $0.name == name }.flatMap(\.values)
    }
}
