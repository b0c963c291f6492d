import Cryptography
import Testing
import WebIdentity

/// Makes tokens and key sets as an issuer does, and as a forger would.
struct Maker {
    let rsa: SignatureKey
    let p256: SignatureKey
    let p384: SignatureKey
    let p521: SignatureKey

    init() throws {
        rsa = try #require(SignatureKey(generating: .rsa))
        p256 = try #require(SignatureKey(generating: .ellipticCurve(.p256)))
        p384 = try #require(SignatureKey(generating: .ellipticCurve(.p384)))
        p521 = try #require(SignatureKey(generating: .ellipticCurve(.p521)))
    }

    static let claims =
        #"{"iss":"https://idp.example.com","sub":"me","aud":"web","iat":1000,"exp":2000}"#

    func key(_ algorithm: SignatureAlgorithm) -> SignatureKey {
        switch algorithm {
        case .es256: p256
        case .es384: p384
        case .es512: p521
        default: rsa
        }
    }

    /// The whole set: each key under the name of its algorithms, without `alg`.
    func keySet() throws -> KeySet {
        let keys = [("RSA", rsa), ("ES256", p256), ("ES384", p384), ("ES512", p521)]
        let text = keys.map { Self.jwk($0.1, id: $0.0) }.joined(separator: ",")
        return try #require(KeySet(parsing: Array("{\"keys\":[\(text)]}".utf8)))
    }

    static func jwk(_ key: SignatureKey, id: String, more: String = "") -> String {
        let numbers = key.publicNumbers.map { Base64.text($0, .url) }
        switch key.kind {
        case .rsa:
            return
                #"{"kty":"RSA","kid":"\#(id)","n":"\#(numbers[0])","#
                + #""e":"\#(numbers[1])"\#(more)}"#
        case .ellipticCurve(let curve):
            let name = [.p256: "P-256", .p384: "P-384", .p521: "P-521"][curve] ?? ""
            return
                #"{"kty":"EC","kid":"\#(id)","crv":"\#(name)","x":"\#(numbers[0])","#
                + #""y":"\#(numbers[1])"\#(more)}"#
        }
    }

    /// A signed token.
    func token(
        _ algorithm: SignatureAlgorithm = .rs256,
        header: String? = nil,
        claims: String = Maker.claims,
        key: SignatureKey? = nil
    ) throws -> String {
        let id = algorithm.isFor(.rsa) ? "RSA" : algorithm.rawValue
        let header = header ?? #"{"alg":"\#(algorithm.rawValue)","typ":"JWT","kid":"\#(id)"}"#
        let signed = [header, claims].map { Base64.text(Array($0.utf8), .url) }
            .joined(separator: ".")
        let key = key ?? self.key(algorithm)
        let signature = try #require(key.signature(of: Array(signed.utf8), by: algorithm))
        return "\(signed).\(Base64.text(signature, .url))"
    }
}

func parse(_ text: String) throws(TokenProblem) -> WebToken {
    try WebToken(parsing: Array(text.utf8))
}
