public import Base
import Cryptography

/// What a request says of its own signature: read, not yet verified.
///
/// Check in AWS's order: `checkScope`, then the key and its token, then `checkTime`, then `verify`.
///
/// - Source: observed order of checks at STS (`Docs/compatibility.md`, "Signatures").
public final class SignedRequest: Sendable {
    /// The key that the request claims to be signed with.
    public let accessKeyID: AccessKeyID
    /// The day, region and service of the signing key.
    public let scope: CredentialScope
    /// When it was signed, by the client's clock.
    public let signedAt: Timestamp
    /// The session token, percent-decoded; nil when there is none.
    public let sessionToken: ArraySlice<UInt8>?
    /// How the body is covered.
    public let payload: PayloadForm
    /// How long a presigned request holds, in seconds; nil when it does not say.
    public let lifetimeSeconds: Int?
    /// Whether the signature stands in the query.
    public let isPresigned: Bool

    /// `yyyyMMddTHHmmssZ`.
    let stamp: ArraySlice<UInt8>
    /// The names of the signed header fields.
    let signedHeaders: SignedHeaderNames
    /// The last line of the canonical request; nil for the body's digest.
    let payloadText: ArraySlice<UInt8>?
    /// Nil when what was sent cannot be a signature.
    let signature: Digest256?

    init(
        accessKeyID: AccessKeyID,
        scope: CredentialScope,
        signedAt: Timestamp,
        sessionToken: ArraySlice<UInt8>?,
        payload: PayloadForm,
        lifetimeSeconds: Int?,
        isPresigned: Bool,
        stamp: ArraySlice<UInt8>,
        signedHeaders: SignedHeaderNames,
        payloadText: ArraySlice<UInt8>?,
        signature: Digest256?
    ) {
        self.accessKeyID = accessKeyID
        self.scope = scope
        self.signedAt = signedAt
        self.sessionToken = sessionToken
        self.payload = payload
        self.lifetimeSeconds = lifetimeSeconds
        self.isPresigned = isPresigned
        self.stamp = stamp
        self.signedHeaders = signedHeaders
        self.payloadText = payloadText
        self.signature = signature
    }

    /// Whether S3's rules hold: one encoding of the path, a declared payload.
    public var isForS3: Bool { scope.isFor(service: "s3") }
}
