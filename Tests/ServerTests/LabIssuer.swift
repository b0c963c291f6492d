import Base
import Cryptography
import WebIdentity

/// An issuer of tokens for service accounts, without a network.
struct LabIssuer: IssuerSource {
    static let url = "https://issuer.example.com"
    private static let keys = "\(url)/keys"

    private let signer = TokenSigner(clock: .system, random: .system)

    func takes(insecure url: String) -> Bool { false }

    func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8] {
        if url == Self.keys, let ring = try? signer.ring() { return ring.document }
        return Array(#"{"issuer":"\#(Self.url)","jwks_uri":"\#(Self.keys)"}"#.utf8)
    }

    /// The token of the pod `cart-1` of the service account `shop/cart`.
    func token(at moment: Timestamp) throws -> String {
        let claims = """
            {"iss":"\(Self.url)","aud":["pods.eks.amazonaws.com"],\
            "sub":"system:serviceaccount:shop:cart","iat":\(moment.seconds),\
            "exp":\(moment.seconds + 3600),"kubernetes.io":{"namespace":"shop",\
            "serviceaccount":{"name":"cart","uid":"1"},"pod":{"name":"cart-1","uid":"2"}}}
            """
        return try signer.token(Array(claims.utf8), by: .es384) ?? ""
    }
}
