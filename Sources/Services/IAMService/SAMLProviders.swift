internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let samlProviders: [Handler] = [
        .write("CreateSAMLProvider", createSAMLProvider),
        .read("GetSAMLProvider", getSAMLProvider), .read("ListSAMLProviders", listSAMLProviders),
        .write("UpdateSAMLProvider", updateSAMLProvider),
        .write("DeleteSAMLProvider", deleteSAMLProvider),
    ]

    private static func createSAMLProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("Name")
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateSAMLProvider",
            tagAction: "TagSAMLProvider",
            arn: call.arn("saml-provider", "/", name),
            tags: tags
        )
        let provider = try call.directory.createSAMLProvider(
            named: name,
            metadata: try call.input.requiredString("SAMLMetadataDocument"),
            encryptionMode: try encryptionMode(call.input) ?? .allowed,
            privateKey: call.input.string("AddPrivateKey"),
            tags: tags
        )
        return [
            "SAMLProviderArn": .string(provider.arn),
            "Tags": tags.isEmpty ? nil : .sortedTags(tags),
        ]
    }

    /// - Source: botocore, `iam` model, `GetSAMLProviderResponse`; LocalStack's recorded answers for
    ///   the mode and the empty lists.
    private static func getSAMLProvider(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let arn = try call.input.requiredString("SAMLProviderArn")
        try call.authorize("GetSAMLProvider", samlProvider: arn)
        let provider = try call.directory.samlProvider(arn: arn)
        let keys = provider.privateKeys.map { key -> Structure in
            ["KeyId": .string(key.id), "Timestamp": .timestamp(key.createDate)]
        }
        return [
            "SAMLProviderUUID": .string(provider.uuid),
            "SAMLMetadataDocument": .string(try call.directory.metadata(of: provider)),
            "CreateDate": .timestamp(provider.createDate),
            "ValidUntil": .timestamp(provider.validUntil), "Tags": .sortedTags(provider.tags),
            "AssertionEncryptionMode": .string(provider.encryptionMode.rawValue),
            "PrivateKeyList": .structures(keys),
        ]
    }

    private static func listSAMLProviders(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(
            Demand("iam:ListSAMLProviders", on: call.arn("saml-provider", "/", "*"))
        )
        let providers = try call.directory.samlProviders().map { provider -> Structure in
            [
                "Arn": .string(provider.arn), "ValidUntil": .timestamp(provider.validUntil),
                "CreateDate": .timestamp(provider.createDate),
            ]
        }
        return ["SAMLProviderList": .structures(providers)]
    }

    private static func updateSAMLProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("SAMLProviderArn")
        try call.authorize("UpdateSAMLProvider", samlProvider: arn)
        let provider = try call.directory.updateSAMLProvider(
            arn: arn,
            metadata: call.input.string("SAMLMetadataDocument"),
            encryptionMode: try encryptionMode(call.input),
            addingPrivateKey: call.input.string("AddPrivateKey"),
            removingPrivateKey: call.input.string("RemovePrivateKey")
        )
        return ["SAMLProviderArn": .string(provider.arn)]
    }

    private static func deleteSAMLProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("SAMLProviderArn")
        try call.authorize("DeleteSAMLProvider", samlProvider: arn)
        try call.directory.deleteSAMLProvider(arn: arn)
        return [:]
    }

    private static func encryptionMode(
        _ input: Structure
    ) throws -> SAMLProvider.EncryptionMode? {
        guard let text = input.string("AssertionEncryptionMode") else { return nil }
        guard let mode = SAMLProvider.EncryptionMode(rawValue: text) else {
            throw ServiceError.invalidInput("The encryption mode is Required or Allowed.")
        }
        return mode
    }
}
