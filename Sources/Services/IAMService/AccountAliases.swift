internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let accountAliases: [Handler] = [
        .write("CreateAccountAlias") { call in
            try call.authorize(Demand("iam:CreateAccountAlias", on: "*"))
            try call.directory.setAccountAlias(try call.input.requiredString("AccountAlias"))
            return [:]
        },
        .write("DeleteAccountAlias") { call in
            try call.authorize(Demand("iam:DeleteAccountAlias", on: "*"))
            try call.directory.deleteAccountAlias(try call.input.requiredString("AccountAlias"))
            return [:]
        },
        .read("ListAccountAliases") { call in
            try call.authorize(Demand("iam:ListAccountAliases", on: "*"))
            let aliases = try call.directory.accountAlias().map { [$0] } ?? []
            return call.answer(try call.page(aliases) { $0 }, as: "AccountAliases") { .string($0) }
        },
    ]
}
