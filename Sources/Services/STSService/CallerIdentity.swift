internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension STSService {
    /// Needs no permission, and no explicit deny stops it.
    ///
    /// - Source: STS API Reference, GetCallerIdentity.
    static func getCallerIdentity(_ call: inout Call<NoDirectory>) -> Structure {
        Structure(uniqueMembers: [
            .init(name: "UserId", value: .string(call.caller.userID)),
            .init(name: "Account", value: .string(call.account.description)),
            .init(name: "Arn", value: .string(call.caller.arn)),
        ])
    }

    /// - Source: STS API Reference, GetAccessKeyInfo: works for keys of any account, active or not.
    static func getAccessKeyInfo(_ call: inout Call<NoDirectory>) throws -> Structure {
        try call.authorize(Demand("sts:GetAccessKeyInfo", on: "*"))
        let text = try call.input.requiredString("AccessKeyId")
        guard let id = AccessKeyID(text) else {
            throw ServiceError.validation("Invalid access key id: \(text)")
        }
        let known = try? call.node.directory.read(call.account) { try $0.accessKey(id)?.account }
        guard let account = known ?? id.account else {
            throw ServiceError.validation("Invalid access key id: \(text)")
        }
        return ["Account": .string(account.description)]
    }
}
