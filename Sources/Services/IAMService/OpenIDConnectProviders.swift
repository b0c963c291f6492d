internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let openIDConnectProviders: [Handler] = [
        .write("CreateOpenIDConnectProvider", createOpenIDConnectProvider),
        .read("GetOpenIDConnectProvider", getOpenIDConnectProvider),
        .read("ListOpenIDConnectProviders", listOpenIDConnectProviders),
        .write("AddClientIDToOpenIDConnectProvider", addClientIDToOpenIDConnectProvider),
        .write("RemoveClientIDFromOpenIDConnectProvider", removeClientIDFromOpenIDConnectProvider),
        .write("UpdateOpenIDConnectProviderThumbprint", updateOpenIDConnectProviderThumbprint),
        .write("DeleteOpenIDConnectProvider", deleteOpenIDConnectProvider),
    ]

    private static func createOpenIDConnectProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let url = try call.input.requiredString("Url")
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateOpenIDConnectProvider",
            tagAction: "TagOpenIDConnectProvider",
            arn: OpenIDConnectProvider.arn(call.account, url: url),
            tags: tags
        )
        let provider = try call.directory.createOpenIDConnectProvider(
            url: url,
            clientIDs: call.input.strings("ClientIDList") ?? [],
            thumbprints: call.input.strings("ThumbprintList") ?? [],
            tags: tags
        )
        return [
            "OpenIDConnectProviderArn": .string(provider.arn),
            "Tags": tags.isEmpty ? nil : .sortedTags(tags),
        ]
    }

    /// - Source: IAM API Reference, GetOpenIDConnectProvider, whose example tells the URL without
    ///   its scheme; LocalStack's recorded answers for the empty lists.
    private static func getOpenIDConnectProvider(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let arn = try call.input.requiredString("OpenIDConnectProviderArn")
        try call.authorize("GetOpenIDConnectProvider", openIDConnectProvider: arn)
        let provider = try call.directory.openIDConnectProvider(arn: arn)
        return [
            "Url": .string(provider.name), "ClientIDList": .strings(provider.clientIDs),
            "ThumbprintList": .strings(provider.thumbprints),
            "CreateDate": .timestamp(provider.createDate), "Tags": .sortedTags(provider.tags),
        ]
    }

    private static func listOpenIDConnectProviders(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(
            Demand("iam:ListOpenIDConnectProviders", on: call.arn("oidc-provider", "/", "*"))
        )
        let arns = try call.directory.openIDConnectProviders().map(\.arn)
        return ["OpenIDConnectProviderList": .structures(arns.map { ["Arn": .string($0)] })]
    }

    private static func addClientIDToOpenIDConnectProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("OpenIDConnectProviderArn")
        try call.authorize("AddClientIDToOpenIDConnectProvider", openIDConnectProvider: arn)
        try call.directory.add(
            clientID: try call.input.requiredString("ClientID"),
            toOpenIDConnectProvider: arn
        )
        return [:]
    }

    private static func removeClientIDFromOpenIDConnectProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("OpenIDConnectProviderArn")
        try call.authorize("RemoveClientIDFromOpenIDConnectProvider", openIDConnectProvider: arn)
        try call.directory.remove(
            clientID: try call.input.requiredString("ClientID"),
            fromOpenIDConnectProvider: arn
        )
        return [:]
    }

    private static func updateOpenIDConnectProviderThumbprint(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("OpenIDConnectProviderArn")
        try call.authorize("UpdateOpenIDConnectProviderThumbprint", openIDConnectProvider: arn)
        try call.directory.setThumbprints(
            call.input.strings("ThumbprintList") ?? [],
            ofOpenIDConnectProvider: arn
        )
        return [:]
    }

    private static func deleteOpenIDConnectProvider(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("OpenIDConnectProviderArn")
        try call.authorize("DeleteOpenIDConnectProvider", openIDConnectProvider: arn)
        try call.directory.deleteOpenIDConnectProvider(arn: arn)
        return [:]
    }
}

extension Value {
    /// Tags in order of their keys, as answers about providers tell them.
    static func sortedTags(_ tags: [Tag]) -> Self { .tags(tags.sorted { $0.key < $1.key }) }
}
