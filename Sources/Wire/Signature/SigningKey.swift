public import Cryptography

/// The key that signs a day's requests to one service in one region.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", "Calculate the signature".
public struct SigningKey: Sendable {
    private let key: HMACKey

    /// Derives the key from the secret access key.
    public init(_ secretAccessKey: Secret, scope: CredentialScope) {
        let first = Secret(joining: Array("AWS4".utf8), secretAccessKey)
        let day = first.withBytes { HMACSHA256.code(of: Array(scope.dateBytes).span, key: $0) }
        let region = HMACSHA256.code(of: Array(scope.regionBytes).span, key: day)
        let service = HMACSHA256.code(of: Array(scope.serviceBytes).span, key: region)
        let terminator = Array("aws4_request".utf8)
        let code = HMACSHA256.code(of: terminator.span, key: service)
        key = HMACKey(code.span)
    }

    /// The code of a text under this key.
    func code(of bytes: borrowing Span<UInt8>) -> Digest256 {
        key.code(of: bytes)
    }
}
