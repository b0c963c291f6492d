internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let policyVersions: [Handler] = [
        .write("CreatePolicyVersion", createPolicyVersion),
        .read("GetPolicyVersion", getPolicyVersion),
        .read("ListPolicyVersions", listPolicyVersions),
        .write("SetDefaultPolicyVersion", setDefaultPolicyVersion),
        .write("DeletePolicyVersion", deletePolicyVersion),
    ]

    private static func createPolicyVersion(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("CreatePolicyVersion", modifying: arn)
        let version = try call.directory.createVersion(
            ofPolicy: arn,
            document: try call.input.requiredString("PolicyDocument"),
            setAsDefault: call.input.boolean("SetAsDefault") ?? false
        )
        let policy = try call.directory.policy(arn: arn)
        return ["PolicyVersion": .version(version, of: policy, withDocument: false)]
    }

    private static func getPolicyVersion(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("GetPolicyVersion", policy: arn)
        let policy = try call.directory.policy(arn: arn)
        let version = try call.directory.version(
            try call.input.requiredString("VersionId"),
            of: policy
        )
        return ["PolicyVersion": .version(version, of: policy, withDocument: true)]
    }

    private static func listPolicyVersions(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("ListPolicyVersions", policy: arn)
        let policy = try call.directory.policy(arn: arn)
        // The newest first: keys that fall as numbers rise.
        let page = try call.page(try call.directory.versions(of: policy)) { version in
            String(UInt64.max - UInt64(version.number))
        }
        return call.answer(page, as: "Versions") { .version($0, of: policy, withDocument: false) }
    }

    private static func setDefaultPolicyVersion(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("SetDefaultPolicyVersion", modifying: arn)
        try call.directory.setDefaultVersion(
            try call.input.requiredString("VersionId"),
            ofPolicy: arn
        )
        return [:]
    }

    private static func deletePolicyVersion(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("DeletePolicyVersion", modifying: arn)
        try call.directory.deleteVersion(
            try call.input.requiredString("VersionId"),
            ofPolicy: arn
        )
        return [:]
    }
}
