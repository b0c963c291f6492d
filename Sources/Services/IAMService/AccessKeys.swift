internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let accessKeys: [Handler] = [
        .write("CreateAccessKey", createAccessKey), .read("ListAccessKeys", listAccessKeys),
        .write("UpdateAccessKey", updateAccessKey), .write("DeleteAccessKey", deleteAccessKey),
        .read("GetAccessKeyLastUsed", getAccessKeyLastUsed),
    ]

    private static func createAccessKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("CreateAccessKey")
        let (key, secret) =
            switch owner.name {
            case let name?: try call.directory.createAccessKey(forUser: name)
            case nil: try call.directory.createRootAccessKey()
            }
        return [
            "AccessKey": [
                "UserName": .optional(owner.name ?? "root"), "AccessKeyId": .string(key.id.text),
                "Status": .string(key.status.rawValue), "SecretAccessKey": .string(secret),
                "CreateDate": .timestamp(key.createDate),
            ]
        ]
    }

    private static func listAccessKeys(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let owner = try call.owner("ListAccessKeys")
        let keys = try call.directory.accessKeys(of: try owner.key(call.directory))
        let page = try call.page(keys.sorted { $0.id.text < $1.id.text }) { $0.id.text }
        return call.answer(page, as: "AccessKeyMetadata") { key in
            [
                "UserName": .optional(owner.name), "AccessKeyId": .string(key.id.text),
                "Status": .string(key.status.rawValue), "CreateDate": .timestamp(key.createDate),
            ]
        }
    }

    private static func updateAccessKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("UpdateAccessKey")
        let text = try call.input.requiredString("Status")
        guard let status = AccessKey.Status(rawValue: text) else {
            throw ServiceError.invalidInput("An access key's status is Active or Inactive.")
        }
        try call.directory.setStatus(
            status,
            ofAccessKey: try keyID(call.input),
            owner: try owner.key(call.directory)
        )
        return [:]
    }

    private static func deleteAccessKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("DeleteAccessKey")
        try call.directory.deleteAccessKey(
            try keyID(call.input),
            owner: try owner.key(call.directory)
        )
        return [:]
    }

    /// - Source: IAM API Reference, GetAccessKeyLastUsed: a key that was never used has the service
    ///   and region `N/A`; Service Authorization Reference: the resource is the key's user.
    private static func getAccessKeyLastUsed(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let id = try keyID(call.input)
        let key = try call.directory.accessKey(id).flatMap { $0.account == call.account ? $0 : nil }
        var name: String?
        if case .user(let userID)? = key?.owner { name = try call.directory.user(id: userID)?.name }
        if let name {
            try call.authorize("GetAccessKeyLastUsed", user: name)
        } else {
            try call.authorize(Demand("iam:GetAccessKeyLastUsed", on: "*"))
        }
        guard key != nil else {
            throw ServiceError.noSuchEntity("The Access Key with id \(id) cannot be found.")
        }
        let use = try call.node.directory.lastUse(ofKey: id, in: call.directory)
        return [
            "UserName": .optional(name),
            "AccessKeyLastUsed": [
                "LastUsedDate": .optional(use?.time), "ServiceName": .string(use?.service ?? "N/A"),
                "Region": .string(use?.region ?? "N/A"),
            ],
        ]
    }

    private static func keyID(_ input: Structure) throws -> AccessKeyID {
        let text = try input.requiredString("AccessKeyId")
        guard let id = AccessKeyID(text) else {
            throw ServiceError.noSuchEntity("The Access Key with id \(text) cannot be found.")
        }
        return id
    }
}
