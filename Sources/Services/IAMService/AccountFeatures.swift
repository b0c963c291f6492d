internal import Base
internal import Cryptography
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
        return ["IssuerIdentifier": .optional(settings.issuer)]
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
        return ["IssuerIdentifier": .optional(settings.issuer), "JwtVendingEnabled": true]
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

extension RandomSource {
    /// A random UUID (RFC 9562, version 4).
    func uuid() -> String { Self.uuid(bytes(16), version: 0x40) }

    /// A UUID that begins with the time (RFC 9562, version 7), so that later ones sort later.
    func uuid(at time: Timestamp) -> String {
        let stamp = UInt64(clamping: time.milliseconds)
        let front = stride(from: UInt64(40), through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: stamp >> $0)
        }
        return Self.uuid(front + bytes(10), version: 0x70)
    }

    private static func uuid(_ bytes: [UInt8], version: UInt8) -> String {
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | version
        bytes[8] = bytes[8] & 0x3F | 0x80
        let parts = [bytes[..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
        return parts.map { Hex.text(Array($0)) }.joined(separator: "-")
    }
}
