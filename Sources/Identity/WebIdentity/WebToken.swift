public import Cryptography
internal import Markup

/// A JSON Web Token of a web identity provider, read but not verified.
///
/// - Source: RFC 7515, section 3.1 (compact form), and RFC 7519; stricter where they leave a choice:
///   a name occurs once, `kid` is a must, and a header that brings its own key is refused.
public struct WebToken: Sendable {
    /// How it is signed.
    public let algorithm: SignatureAlgorithm
    /// The name of the key that signed it.
    public let keyID: String
    /// What it says; not to be believed before `isSigned`.
    public let claims: TokenClaims

    private let signed: [UInt8]
    private let signature: [UInt8]

    /// - Source: STS API Reference, AssumeRoleWithWebIdentity, `WebIdentityToken`; PS256 is ours.
    private static let taken: Set<SignatureAlgorithm> = [
        .rs256, .rs384, .rs512, .ps256, .es256, .es384, .es512,
    ]

    /// Reads a token.
    public init(parsing text: [UInt8]) throws(TokenProblem) {
        guard text.count <= Limits.token else { throw .malformed }
        let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64.bytes(parts[0], .url),
            let payload = Base64.bytes(parts[1], .url), let signature = Base64.bytes(parts[2], .url)
        else { throw .malformed }
        (algorithm, keyID) = try Self.readHeader(try Self.object(head))
        guard !signature.isEmpty else { throw .malformed }
        claims = try TokenClaims(try Self.object(payload))
        signed = Array(text[..<parts[1].endIndex])
        self.signature = signature
    }

    /// Whether the key made the signature, by the token's algorithm.
    public func isSigned(by key: PublicKey) -> Bool {
        key.verifies(signature, of: signed, by: algorithm)
    }

    private static func object(_ bytes: [UInt8]) throws(TokenProblem) -> JSONValue {
        let limits = JSONLimits(depth: Limits.depth, bytes: Limits.token)
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes, limits: limits).root
        } catch { throw .malformed }
        guard root.kind == .object else { throw .malformed }
        return root
    }

    /// - Source: RFC 8725, sections 3.1 and 3.10: the algorithm is one of a list, and no key or address
    ///   of a key is taken from the token; `x5c`, which some issuers add, is not looked at. RFC 7515,
    ///   section 4.1.11: what `crit` names must be done.
    private static func readHeader(
        _ header: JSONValue
    ) throws(TokenProblem) -> (SignatureAlgorithm, String) {
        for name in ["crit", "jwk", "jku", "x5u", "b64"] as [StaticString]
        where header[name] != nil {
            throw .unsupportedHeader
        }
        guard let name = header["alg"]?.string else { throw .malformed }
        guard let algorithm = SignatureAlgorithm(rawValue: name), taken.contains(algorithm) else {
            throw .unsupportedAlgorithm
        }
        guard let keyID = header["kid"]?.string, !keyID.isEmpty, keyID.utf8.count <= Limits.keyID
        else { throw .unsupportedHeader }
        return (algorithm, keyID)
    }
}
