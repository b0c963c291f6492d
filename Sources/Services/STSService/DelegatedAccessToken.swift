internal import ServiceKit
internal import ServiceModel

extension STSService {
    /// No token can be traded in: SendDelegationToken has nobody to send one to.
    ///
    /// - Source: STS API Reference, GetDelegatedAccessToken; `Docs/compatibility.md`, "STS".
    static func getDelegatedAccessToken(_ call: inout Call<NoDirectory>) throws -> Structure {
        try call.authorize(Demand("sts:GetDelegatedAccessToken", on: "*"))
        _ = try call.input.requiredString("TradeInToken")
        throw ServiceError(
            code: "ExpiredTradeInTokenException",
            message: "The trade-in token is not valid or has expired."
        )
    }
}
