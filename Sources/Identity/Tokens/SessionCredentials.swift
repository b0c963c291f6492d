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

    /// The secret as text, for the one answer that tells it.
    public var secretAccessKeyText: String {
        secretAccessKey.withBytes { span in
            String(decoding: (0..<span.count).map { span[$0] }, as: UTF8.self)
        }
    }
}
