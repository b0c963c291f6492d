/// The algorithms of JSON Web Signatures that need a public key, by their names.
///
/// - Source: RFC 7518, sections 3.3 to 3.5.
public enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"

    enum Scheme { case pkcs1, pss, ecdsa }

    var scheme: Scheme {
        switch self {
        case .rs256, .rs384, .rs512: .pkcs1
        case .ps256, .ps384, .ps512: .pss
        case .es256, .es384, .es512: .ecdsa
        }
    }

    var digestBits: Int {
        switch self {
        case .rs256, .ps256, .es256: 256
        case .rs384, .ps384, .es384: 384
        case .rs512, .ps512, .es512: 512
        }
    }

    /// Whether it is for keys of that kind; each curve has one algorithm.
    public func isFor(_ kind: PublicKey.Kind) -> Bool {
        switch (scheme, kind) {
        case (.pkcs1, .rsa), (.pss, .rsa): true
        case (.ecdsa, .ellipticCurve(.p256)): self == .es256
        case (.ecdsa, .ellipticCurve(.p384)): self == .es384
        case (.ecdsa, .ellipticCurve(.p521)): self == .es512
        default: false
        }
    }
}
