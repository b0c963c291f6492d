internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EC2Service {
    /// - Source: EC2 API Reference, ModifyInstanceMetadataOptions.
    static func modifyMetadataOptions(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let id = try call.input.requiredString("InstanceId")
        var asked = InstanceMetadataOptions()
        try asked.read(call.input)
        var instance = try call.instance(
            id,
            for: "ModifyInstanceMetadataOptions",
            keys: call.input.metadataAttributes
        )
        guard instance.isRunning else { throw ServiceError.terminated(id) }
        try instance.metadata.read(call.input)
        try call.refuseDryRun()
        try call.directory.put(instance)
        return [
            "InstanceId": .string(id),
            "InstanceMetadataOptions": .structure(instance.metadata.answer),
        ]
    }
}

extension Structure {
    /// The options that a change brings, as policies see them.
    ///
    /// - Source: Service Authorization Reference, Amazon EC2, `ec2:Attribute/${AttributeName}`.
    fileprivate var metadataAttributes: [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = []
        for name in ["HttpTokens", "HttpEndpoint", "InstanceMetadataTags", "HttpProtocolIpv6"] {
            if let value = string(name) { keys.append(.value("ec2:Attribute/\(name)", value)) }
        }
        if let hops = integer("HttpPutResponseHopLimit") {
            keys.append(.value("ec2:Attribute/HttpPutResponseHopLimit", "\(hops)"))
        }
        return keys
    }

    /// Whether a member has the first of two words; nil when it is absent.
    fileprivate func choice(
        _ name: String,
        _ yes: String,
        _ no: String
    ) throws(ServiceError) -> Bool? {
        guard let text = string(name) else { return nil }
        guard text == yes || text == no else { throw .invalidValue(text, for: name) }
        return text == yes
    }
}

extension InstanceMetadataOptions {
    /// Takes the options that a request brings, and keeps the others.
    mutating func read(_ input: Structure) throws(ServiceError) {
        hasEndpoint = try input.choice("HttpEndpoint", "enabled", "disabled") ?? hasEndpoint
        needsTokens = try input.choice("HttpTokens", "required", "optional") ?? needsTokens
        hasTags = try input.choice("InstanceMetadataTags", "enabled", "disabled") ?? hasTags
        hasIPv6 = try input.choice("HttpProtocolIpv6", "enabled", "disabled") ?? hasIPv6
        guard let hops = input.integer("HttpPutResponseHopLimit") else { return }
        guard Limits.hops.contains(hops) else {
            throw .invalidValue("\(hops)", for: "HttpPutResponseHopLimit")
        }
        hopLimit = hops
    }

    /// The options as answers show them.
    var answer: Structure {
        [
            "State": "applied",
            "HttpTokens": needsTokens ? "required" : "optional",
            "HttpPutResponseHopLimit": .integer(hopLimit),
            "HttpEndpoint": hasEndpoint ? "enabled" : "disabled",
            "HttpProtocolIpv6": hasIPv6 ? "enabled" : "disabled",
            "InstanceMetadataTags": hasTags ? "enabled" : "disabled",
        ]
    }
}
