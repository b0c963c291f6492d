import Base
import Cryptography
import Tokens

/// Reads the input as a token, as claims, as a ring, as sealed bytes and as a master key.
///
/// Nothing may open that was not sealed; claims that can be read must read the same once written.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    if let claims = try? SessionClaims(encoded: bytes) {
        let again = try? SessionClaims(encoded: claims.encoded())
        precondition(again == claims, "claims changed")
    }
    _ = TokenKeyRing(serialized: Secret(bytes))
    _ = MasterKey(bytes)
    let random = RandomSource { [UInt8](repeating: 7, count: $0) }
    let now = Timestamp(seconds: 0)
    let tokens = SessionTokens(ring: TokenKeyRing(now: now, random: random), random: random)
    if let account = AccountID(number: 1) {
        let key = AccessKeyID.make(.temporaryKey, account: account, random: random)
        let session = try? tokens.open(bytes[...], accessKeyID: key, now: now)
        precondition(session == nil, "a token was forged")
    }
    let seal = Seal(MasterKey(random: random), random: random)
    precondition(
        (try? seal.open(bytes, for: .privateKey, context: [])) == nil,
        "sealed bytes were forged"
    )
    return 0
}
