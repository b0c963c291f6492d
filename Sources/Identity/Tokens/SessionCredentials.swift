public import Base
public import Cryptography

/// What the caller of an STS operation gets.
public struct SessionCredentials: Sendable {
    /// `ASIA…`.
    public let accessKeyID: AccessKeyID
    /// Forty characters; it is not kept anywhere.
    public let secretAccessKey: Secret
    /// The sealed claims, in the URL alphabet of base 64.
    public let sessionToken: String
    /// When they end.
    public let expiresAt: Timestamp
    /// How much of their packed limit session policies and tags take, in per cent; nil without any.
    public let packedSizePercent: Int?

    /// The token's length in characters.
    public var tokenSize: Int { sessionToken.utf8.count }

    /// How much of the size that clients are told to expect the token takes, in per cent.
    public var tokenUtilizationPercent: Int {
        min(100, (tokenSize * 100 + Limits.expectedTokenText - 1) / Limits.expectedTokenText)
    }

    /// The secret as text, for the one answer that tells it.
    public var secretAccessKeyText: String {
        secretAccessKey.withBytes { String(copying: $0) }
    }
}
