import Cryptography
import SAML

/// Reads the input as a response of an identity provider whose key signed what the corpus holds.
///
/// Nothing may be told that was not signed: whatever is taken must say what the corpus says.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    _ = try? SAMLMessage(base64: String(decoding: bytes, as: UTF8.self))
    guard let message = try? SAMLMessage(base64: Base64.text(bytes)),
        let assertion = try? message.assertion(trusting: trusted)
    else { return 0 }
    precondition(assertion.subject == "alice@example.com", "another subject")
    precondition(assertion.issuer == "https://idp.example.com/saml", "another issuer")
    precondition(
        assertion.values("https://aws.amazon.com/SAML/Attributes/Role") == [
            "arn:aws:iam::111122223333:role/Reader,arn:aws:iam::111122223333:saml-provider/Corp"
        ],
        "another role"
    )
    precondition(assertion.attributes.count == 4, "other attributes")
    precondition(assertion.id.hasPrefix("_a"), "another assertion")
    return 0
}
