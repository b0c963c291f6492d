internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let serviceSpecificCredentials: [Handler] = [
        .write("CreateServiceSpecificCredential", createCredential),
        .read("ListServiceSpecificCredentials", listCredentials),
        .write("UpdateServiceSpecificCredential", updateCredential),
        .write("ResetServiceSpecificCredential", resetCredential),
        .write("DeleteServiceSpecificCredential", deleteCredential),
    ]

    private static func createCredential(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        let service = try call.input.requiredString("ServiceName")
        let ageDays = call.input.integer("CredentialAgeDays")
        var keys = [Demand.ContextEntry.value("iam:ServiceSpecificCredentialServiceName", service)]
        if let ageDays {
            keys.append(.value("iam:ServiceSpecificCredentialAgeDays", "\(ageDays)"))
        }
        try call.authorize("CreateServiceSpecificCredential", user: name, keys: keys)
        let made = try call.directory.createServiceCredential(
            forUser: name,
            service: service,
            ageDays: ageDays
        )
        let now = call.directory.now
        return [
            "ServiceSpecificCredential": .credential(
                made.credential,
                name,
                now,
                secret: made.secret
            )
        ]
    }

    private static func listCredentials(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let wanted = try call.input.string("ServiceName").map { name in
            guard let service = ServiceSpecificCredential.Service(rawValue: name) else {
                throw DirectoryError.credential(.unsupportedService(name))
            }
            return service
        }
        if call.input.boolean("AllUsers") == true { return try listAll(&call, wanted) }
        let name = try call.userName()
        try call.authorize("ListServiceSpecificCredentials", user: name)
        let held = try call.directory.serviceCredentials(ofUser: name).filter { credential in
            wanted == nil || credential.service == wanted
        }
        let now = call.environment.now
        return call.answer(try call.page(held) { $0.id }, as: "ServiceSpecificCredentials") {
            .credential($0, name, now)
        }
    }

    /// - Source: IAM API Reference, ListServiceSpecificCredentials, `AllUsers`.
    private static func listAll(
        _ call: inout Call<DirectoryReader>,
        _ wanted: ServiceSpecificCredential.Service?
    ) throws -> Structure {
        guard call.input.string("UserName") == nil else {
            throw ServiceError.validation("AllUsers cannot be specified together with UserName.")
        }
        try call.authorize(Demand("iam:ListServiceSpecificCredentials", on: "*"))
        let directory = call.directory
        var page = try directory.serviceCredentials(after: call.marker, limit: call.maxItems)
        if let wanted { page.items.removeAll { $0.service != wanted } }
        let now = call.environment.now
        return try call.answer(page, as: "ServiceSpecificCredentials") { credential in
            let user = try directory.user(id: credential.userID)
            return .credential(credential, user?.name ?? "", now)
        }
    }

    private static func updateCredential(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let (id, name) = try held(&call, "UpdateServiceSpecificCredential")
        let status = try call.input.requiredString("Status")
        guard status == "Active" || status == "Inactive" else {
            throw ServiceError.validation("A credential's status is Active or Inactive.")
        }
        try call.directory.setActive(status == "Active", serviceCredential: id, ofUser: name)
        return [:]
    }

    private static func resetCredential(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let (id, name) = try held(&call, "ResetServiceSpecificCredential")
        let made = try call.directory.resetServiceCredential(id, ofUser: name)
        let now = call.directory.now
        return [
            "ServiceSpecificCredential": .credential(
                made.credential,
                name,
                now,
                secret: made.secret
            )
        ]
    }

    private static func deleteCredential(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let (id, name) = try held(&call, "DeleteServiceSpecificCredential")
        try call.directory.deleteServiceCredential(id, ofUser: name)
        return [:]
    }

    /// The credential and its user, once the caller may do the action on them.
    private static func held(
        _ call: inout Call<DirectoryTransaction>,
        _ action: String
    ) throws -> (id: String, userName: String) {
        let name = try call.userName()
        let id = try call.input.requiredString("ServiceSpecificCredentialId")
        let directory = call.directory
        let credential = try call.existing {
            try directory.serviceCredential(id, ofUser: name)
        }
        let service = credential?.service.rawValue
        try call.authorize(
            action,
            user: name,
            keys: service.map { [.value("iam:ServiceSpecificCredentialServiceName", $0)] } ?? []
        )
        return (id, name)
    }
}

extension Value {
    fileprivate static func credential(
        _ credential: ServiceSpecificCredential,
        _ userName: String,
        _ now: Timestamp,
        secret: String? = nil
    ) -> Self {
        let isKey = credential.service.takesAPIKey
        return [
            "CreateDate": .timestamp(credential.createDate),
            "ExpirationDate": .optional(credential.expirationDate),
            "ServiceName": .string(credential.service.rawValue),
            "ServiceUserName": isKey ? nil : .string(credential.alias),
            "ServicePassword": isKey ? nil : .optional(secret),
            "ServiceCredentialAlias": isKey ? .string(credential.alias) : nil,
            "ServiceCredentialSecret": isKey ? .optional(secret) : nil,
            "ServiceSpecificCredentialId": .string(credential.id),
            "UserName": .string(userName), "Status": .string(credential.status(at: now)),
        ]
    }
}
