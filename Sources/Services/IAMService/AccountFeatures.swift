internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let accountFeatures: [Handler] = [
        .write("EnableOutboundWebIdentityFederation", enableOutboundFederation),
        .write("DisableOutboundWebIdentityFederation", disableOutboundFederation),
        .read("GetOutboundWebIdentityFederationInfo", getOutboundFederation),
        .read("GetAccountProperties", getAccountProperties),
        .write("PutAccountProperties", putAccountProperties),
    ]

    // MARK: Outbound federation

    private static func enableOutboundFederation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        try call.authorize(Demand("iam:EnableOutboundWebIdentityFederation", on: "*"))
        var settings = try call.directory.accountSettings()
        guard !settings.isVendingTokens else {
            throw ServiceError(
                code: "FeatureEnabled",
                message: "Outbound identity federation is enabled for account \(call.account)",
                status: 409
            )
        }
        // An account keeps its issuer, so that tokens stay good while the switch is turned.
        settings.issuerID = settings.issuerID ?? call.node.random.uuid()
        settings.isVendingTokens = true
        try call.directory.put(settings)
        return ["IssuerIdentifier": .optional(issuer(call.account, settings, call.node))]
    }

    private static func disableOutboundFederation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        try call.authorize(Demand("iam:DisableOutboundWebIdentityFederation", on: "*"))
        var settings = try call.directory.accountSettings()
        guard settings.isVendingTokens else { throw federationIsDisabled(call.account) }
        settings.isVendingTokens = false
        try call.directory.put(settings)
        return [:]
    }

    private static func getOutboundFederation(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetOutboundWebIdentityFederationInfo", on: "*"))
        let settings = try call.directory.accountSettings()
        guard settings.isVendingTokens else { throw federationIsDisabled(call.account) }
        return [
            "IssuerIdentifier": .optional(issuer(call.account, settings, call.node)),
            "JwtVendingEnabled": true,
        ]
    }

    private static func issuer(
        _ account: AccountID,
        _ settings: AccountSettings,
        _ node: Node
    ) -> String? {
        OutboundIssuer(account, settings)?.url(at: node.publicURL)
    }

    /// - Source: botocore, `iam` model, FeatureDisabledException; the text as observed.
    private static func federationIsDisabled(_ account: AccountID) -> ServiceError {
        ServiceError(
            code: "FeatureDisabled",
            message: "Outbound identity federation is disabled for account \(account)",
            status: 404
        )
    }

    // MARK: Properties

    private static func getAccountProperties(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(propertyDemand("GetAccountProperties", [AccountProperty.namespace]))
        let settings = try call.directory.accountSettings()
        let value = "\(settings.isRoleManagerEnabled)"
        return [
            "Properties": .map(Structure(members: [(AccountProperty.enabled, .string(value))]))
        ]
    }

    /// Enabling the role manager makes its service-linked role, which is a permission of its own.
    ///
    /// - Source: IAM User Guide, "Enable and use role manager".
    private static func putAccountProperties(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let entries = call.input.map("Properties")?.members ?? []
        let namespaces = entries.map { String($0.name.prefix { $0 != "/" }) }
        try call.authorize(propertyDemand("PutAccountProperties", Array(Set(namespaces)).sorted()))
        let isEnabled = try AccountProperty.isRoleManagerEnabled(entries)
        var settings = try call.directory.accountSettings()
        if isEnabled { try FeatureRole.provide(&call) }
        settings.isRoleManagerEnabled = isEnabled
        try call.directory.put(settings)
        return [:]
    }

    private static func propertyDemand(_ action: String, _ namespaces: [String]) -> Demand {
        Demand(
            "iam:\(action)",
            on: "*",
            keys: [.list("iam:AccountPropertyNamespaces", namespaces)]
        )
    }
}
