internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let loginProfiles: [Handler] = [
        .staged("CreateLoginProfile", createLoginProfile),
        .read("GetLoginProfile", getLoginProfile),
        .staged("UpdateLoginProfile", updateLoginProfile),
        .write("DeleteLoginProfile", deleteLoginProfile),
        .staged("ChangePassword", changePassword),
    ]

    private static func createLoginProfile(
        _ call: inout Call<DirectoryReader>
    ) throws -> Handler.Stage {
        let name = try call.userName()
        try call.authorize("CreateLoginProfile", user: name)
        // Required of all but AssumeRoot sessions, so the model cannot say so.
        let password = try call.input.requiredString("Password")
        let isResetRequired = call.input.boolean("PasswordResetRequired") ?? false
        let user = try call.directory.user(named: name)
        guard try call.directory.loginProfile(ofUserID: user.id) == nil else {
            throw DirectoryError.alreadyExists(.loginProfile, name)
        }
        let policy = try call.directory.passwordPolicy()
        let random = call.node.random
        return {
            let new = try NewPassword(password, following: nil, policy: policy, random: random)
            return { call in
                try call.authorize("CreateLoginProfile", user: name)
                let profile = try call.directory.createLoginProfile(
                    forUser: name,
                    password: new,
                    isResetRequired: isResetRequired
                )
                return ["LoginProfile": .loginProfile(profile, userName: name)]
            }
        }
    }

    private static func getLoginProfile(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let name = try call.userName()
        try call.authorize("GetLoginProfile", user: name)
        let profile = try call.directory.loginProfile(ofUser: name)
        return ["LoginProfile": .loginProfile(profile, userName: name)]
    }

    private static func updateLoginProfile(
        _ call: inout Call<DirectoryReader>
    ) throws -> Handler.Stage {
        let name = try call.input.requiredString("UserName")
        try call.authorize("UpdateLoginProfile", user: name)
        let password = call.input.string("Password")
        let isResetRequired = call.input.boolean("PasswordResetRequired")
        let profile = try call.directory.loginProfile(ofUser: name)
        let policy = try call.directory.passwordPolicy()
        let random = call.node.random
        return {
            let new = try password.map {
                try NewPassword($0, following: profile, policy: policy, random: random)
            }
            return { call in
                try call.authorize("UpdateLoginProfile", user: name)
                try call.directory.updateLoginProfile(
                    ofUser: name,
                    password: new,
                    isResetRequired: isResetRequired
                )
                return [:]
            }
        }
    }

    private static func deleteLoginProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.userName()
        try call.authorize("DeleteLoginProfile", user: name)
        try call.directory.deleteLoginProfile(ofUser: name)
        return [:]
    }

    /// - Source: IAM API Reference, ChangePassword: for the calling user only; the root user's
    ///   password is not affected.
    private static func changePassword(
        _ call: inout Call<DirectoryReader>
    ) throws -> Handler.Stage {
        guard case .user(let caller) = call.caller.kind else {
            try call.authorize(Demand("iam:ChangePassword", on: call.caller.arn))
            throw ServiceError(
                code: "InvalidUserType",
                message: "Only IAM Users can change their own password."
            )
        }
        let user = try call.directory.user(id: caller.id) ?? caller
        try call.authorizeSelfService("ChangePassword", on: user.arn)
        let old = try call.input.requiredString("OldPassword")
        let password = try call.input.requiredString("NewPassword")
        let profile = try call.directory.loginProfile(ofUser: user.name)
        let policy = try call.directory.passwordPolicy()
        let random = call.node.random
        return {
            guard profile.matches(old) else { throw DirectoryError.credential(.wrongPassword) }
            let new = try NewPassword(
                password,
                following: profile,
                policy: policy,
                random: random
            )
            return { call in
                try call.authorizeSelfService("ChangePassword", on: user.arn)
                try call.directory.updateLoginProfile(
                    ofUser: user.name,
                    password: new,
                    isResetRequired: false
                )
                return [:]
            }
        }
    }
}

extension Value {
    fileprivate static func loginProfile(_ profile: LoginProfile, userName: String) -> Self {
        [
            "UserName": .string(userName), "CreateDate": .timestamp(profile.createDate),
            "PasswordResetRequired": .boolean(profile.isResetRequired),
        ]
    }
}
