public import Base
public import Cryptography

/// A token that was opened: what it says, and the secret that goes with it.
public final class Session: Sendable {
    /// The access key that the token belongs to.
    public let accessKeyID: AccessKeyID
    /// The secret half of the access key.
    public let secretAccessKey: Secret
    /// What the token says.
    public let claims: SessionClaims
    /// The token as sent.
    let token: [UInt8]
    /// Which key sealed it.
    let keyID: UInt32

    init(
        accessKeyID: AccessKeyID,
        secretAccessKey: Secret,
        claims: SessionClaims,
        token: [UInt8],
        keyID: UInt32
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.claims = claims
        self.token = token
        self.keyID = keyID
    }
}
