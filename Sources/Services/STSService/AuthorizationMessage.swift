internal import ServiceKit
internal import ServiceModel

extension STSService {
    /// Opens a message that a denial in the caller's account carried.
    ///
    /// - Source: STS API Reference, DecodeAuthorizationMessage; that another account cannot decode
    ///   it, and the text of the error: `Docs/compatibility.md`, "STS".
    static func decodeAuthorizationMessage(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        try call.authorize(Demand("sts:DecodeAuthorizationMessage", on: "*"))
        let message = try call.input.requiredString("EncodedMessage")
        guard let text = call.node.messages.open(message, for: call.account) else {
            throw ServiceError(
                code: "InvalidAuthorizationMessageException",
                message: "Message is not valid"
            )
        }
        return ["DecodedMessage": .string(text)]
    }
}
