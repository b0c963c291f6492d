public import Base
internal import Cryptography
public import HTTPMessage

/// A request that is signed with the key of a certificate in place of a secret.
///
/// - Source: IAM Roles Anywhere User Guide, "The IAM Roles Anywhere authentication process" and
///   "Signing process".
public struct CertificateSignature: Sendable {
    /// Whose key signed, in DER.
    public let certificate: [UInt8]
    /// What came along to build a path, in DER.
    public let chain: [[UInt8]]
    /// The region of the scope.
    public let region: String

    private static let algorithms: [StaticString] = [
        "AWS4-X509-RSA-SHA256", "AWS4-X509-ECDSA-SHA256",
    ]

    /// Whether a request says that it is signed so.
    public static func isMeant(_ head: RequestHead) -> Bool {
        guard let field = head.field("authorization") else { return false }
        return head.bytes[field].starts(with: "AWS4-X509-".utf8)
    }

    /// Reads the signature of a request, and verifies it; whom it proves is not asked.
    ///
    /// - Parameters:
    ///   - head: The request.
    ///   - body: Its body.
    ///   - service: The service that its scope must name.
    ///   - now: The time.
    /// - Throws: `SignatureFailure`.
    public init(
        verifying head: RequestHead,
        body: borrowing Span<UInt8>,
        service: StaticString,
        now: Timestamp
    ) throws(SignatureFailure) {
        let fields = SigningFields(head)
        guard let range = fields.authorization, !fields.hasRepeated else {
            throw .severalMechanisms
        }
        let parts = try AuthorizationHeader(
            head.bytes[range],
            hasDate: fields.hasDate,
            schemes: Self.algorithms
        )
        guard let scope = CredentialScope(credential: parts.credential) else {
            throw .malformedCredential(parts.credential.text, isPresigned: false)
        }
        guard let date = fields.amzDate, let stamp = SigningStamp(basic: head.bytes[date]) else {
            throw .malformedDate("", isPresigned: false)
        }
        try Self.check(scope, stamp, service, now)
        let names = try SignedHeaderNames(parts.signedHeaders)
        try names.check(against: head, isForS3: false)
        (certificate, chain) = try Self.certificates(head)
        region = scope.region
        let serial = scope.keyBytes.text
        guard let signature = Hex.bytes(parts.signature.text),
            signature.count <= Limits.certificateSignature,
            let leaf = Certificate(der: certificate), leaf.decimalSerial == serial
        else { throw .mismatch(accessKeyID: serial) }
        var canonical = CanonicalRequest(head: head, spelling: .encodedAgain)
        canonical.appendMethodPathAndQuery(isPresigned: false)
        canonical.appendHeaders(names)
        canonical.append(SHA256.hash(body))
        var text = Array(parts.scheme) + [0x0A]
        text += Array(stamp.text) + [0x0A]
        text += Array(scope.bytes) + [0x0A]
        SHA256.hash(canonical.bytes).appendHex(to: &text)
        let isECDSA = parts.scheme.equals("AWS4-X509-ECDSA-SHA256")
        guard leaf.verifies(signature, of: text, isECDSA: isECDSA) else {
            throw .mismatch(accessKeyID: serial)
        }
    }

    private static func check(
        _ scope: CredentialScope,
        _ stamp: SigningStamp,
        _ service: StaticString,
        _ now: Timestamp
    ) throws(SignatureFailure) {
        let isToday = stamp.text.prefix(8).elementsEqual(scope.dateBytes)
        guard isToday, scope.isFor(service: service), scope.hasValidRegion,
            scope.hasValidTerminator
        else { throw .mismatch(accessKeyID: scope.keyBytes.text) }
        let skew = Limits.skewSeconds
        guard stamp.moment <= now.adding(seconds: skew) else {
            throw .notYetCurrent(signedAt: stamp.moment, now: now)
        }
        guard stamp.moment.adding(seconds: skew) >= now else {
            throw .expired(signedAt: stamp.moment, now: now)
        }
    }

    /// The certificate, and those that came along.
    private static func certificates(
        _ head: RequestHead
    ) throws(SignatureFailure) -> ([UInt8], [[UInt8]]) {
        guard head.fields.count(where: { head.hasName($0, "x-amz-x509") }) == 1,
            head.fields.count(where: { head.hasName($0, "x-amz-x509-chain") }) <= 1,
            let field = head.field("x-amz-x509"),
            let certificate = Base64.bytes(Array(head.bytes[field]))
        else { throw .missingAuthentication }
        var chain: [[UInt8]] = []
        if let field = head.field("x-amz-x509-chain") {
            for part in head.bytes[field].split(separator: 0x2C) {
                guard chain.count < Limits.certificateChain,
                    let bytes = Base64.bytes(Array(part))
                else { throw .missingAuthentication }
                chain.append(bytes)
            }
        }
        return (certificate, chain)
    }
}
