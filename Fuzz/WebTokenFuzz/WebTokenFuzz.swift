import Base
import Cryptography
import WebIdentity

/// A key set whose private keys nobody has.
private let keys = KeySet(
    parsing: Array(
        (#"{"keys":[{"kty":"EC","crv":"P-256","kid":"1","#
            + #""x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","#
            + #""y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}"#).utf8
    )
)

/// Reads the input as a token, as the claims of one, and as a key set.
///
/// Nothing may verify; what is read keeps its limits.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    read(bytes)
    let header = Base64.text(Array(#"{"alg":"ES256","kid":"1"}"#.utf8), .url)
    let signature = Base64.text([UInt8](repeating: 1, count: 64), .url)
    read(Array("\(header).\(Base64.text(bytes, .url)).\(signature)".utf8))
    _ = KeySet(parsing: bytes)?.holds("1")
    return 0
}

private func read(_ text: [UInt8]) {
    guard let token = try? WebToken(parsing: text) else { return }
    precondition(keys?.verifies(token) == false, "a token was forged")
    precondition(!token.keyID.isEmpty && !token.claims.audiences.isEmpty)
    precondition(!token.claims.issuer.isEmpty && !token.claims.subject.isEmpty)
    for name in ProviderClaims.names(provider: "gitlab.com") { _ = token.claims.value(of: name) }
}
