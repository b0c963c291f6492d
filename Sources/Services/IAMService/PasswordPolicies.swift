internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let passwordPolicies: [Handler] = [
        .read("GetAccountPasswordPolicy", getAccountPasswordPolicy),
        .write("UpdateAccountPasswordPolicy", updateAccountPasswordPolicy),
        .write("DeleteAccountPasswordPolicy") { call in
            try call.authorize(Demand("iam:DeleteAccountPasswordPolicy", on: "*"))
            try call.directory.deletePasswordPolicy()
            return [:]
        },
    ]

    private static func getAccountPasswordPolicy(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorizeSelfService("GetAccountPasswordPolicy", on: "*")
        guard let policy = try call.directory.passwordPolicy() else {
            throw DirectoryError.noSuch(.passwordPolicy, call.account.description)
        }
        return [
            "PasswordPolicy": [
                "MinimumPasswordLength": .integer(policy.minimumLength),
                "RequireSymbols": .boolean(policy.requiresSymbols),
                "RequireNumbers": .boolean(policy.requiresNumbers),
                "RequireUppercaseCharacters": .boolean(policy.requiresUppercase),
                "RequireLowercaseCharacters": .boolean(policy.requiresLowercase),
                "AllowUsersToChangePassword": .boolean(policy.allowsUsersToChange),
                "ExpirePasswords": .boolean(policy.maximumAgeDays != nil),
                "MaxPasswordAge": .optional(policy.maximumAgeDays),
                "PasswordReusePrevention": .optional(policy.reusePrevention),
                "HardExpiry": .optional(policy.isExpiryHard),
            ]
        ]
    }

    /// - Source: IAM API Reference, UpdateAccountPasswordPolicy: what is left out takes its default.
    private static func updateAccountPasswordPolicy(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        try call.authorize(Demand("iam:UpdateAccountPasswordPolicy", on: "*"))
        var policy = PasswordPolicy()
        let input = call.input
        policy.minimumLength = input.integer("MinimumPasswordLength") ?? policy.minimumLength
        policy.requiresSymbols = input.boolean("RequireSymbols") ?? false
        policy.requiresNumbers = input.boolean("RequireNumbers") ?? false
        policy.requiresUppercase = input.boolean("RequireUppercaseCharacters") ?? false
        policy.requiresLowercase = input.boolean("RequireLowercaseCharacters") ?? false
        policy.allowsUsersToChange = input.boolean("AllowUsersToChangePassword") ?? false
        policy.maximumAgeDays = input.integer("MaxPasswordAge")
        policy.reusePrevention = input.integer("PasswordReusePrevention")
        policy.isExpiryHard = input.boolean("HardExpiry")
        try call.directory.setPasswordPolicy(policy)
        return [:]
    }
}

extension Call where View: DirectoryView {
    /// Asks for an action that the account's password policy may allow all its users.
    ///
    /// The allowance stands beside the resource, so that an explicit deny still wins.
    ///
    /// - Source: IAM API Reference, PasswordPolicy, `AllowUsersToChangePassword`.
    mutating func authorizeSelfService(_ action: String, on resource: String) throws {
        var demand = Demand("iam:\(action)", on: resource)
        if case .user(let user) = caller.kind,
            try directory.passwordPolicy()?.allowsUsersToChange == true
        {
            let text = """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:\(action)",\
                "Principal":{"AWS":"\(user.arn)"},"Resource":"*"}}
                """
            let document = try PolicyDocument(parsing: Array(text.utf8))
            let source = PolicySource(.resource, name: "AllowUsersToChangePassword", arn: nil)
            demand.resourceSide.policy = PolicyLayer(
                .resource,
                [CompiledPolicy(document, source: source)]
            )
        }
        try authorize(demand)
    }
}
