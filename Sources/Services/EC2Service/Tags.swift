internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EC2Service {
    /// - Source: EC2 API Reference, CreateTags.
    static func createTags(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let tags = call.input.tags()
        try TagRules.check(tags)
        let instances = try tagged(&call, "CreateTags") { demand, _ in demand.requestTags(tags) }
        try call.refuseDryRun()
        for var instance in instances {
            instance.tags = try TagRules.merged(instance.tags, tags)
            try call.directory.put(instance)
        }
        return [:]
    }

    /// A tag without a value goes whatever its value is; without tags, all go.
    ///
    /// - Source: EC2 API Reference, DeleteTags.
    static func deleteTags(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let unwanted = (call.input.structures("Tags") ?? []).map { tag in
            (key: tag.string("Key") ?? "", value: tag.string("Value"))
        }
        let instances = try tagged(&call, "DeleteTags") { demand, instance in
            let all = instance?.tags.map(\.key) ?? []
            return demand.requestTagKeys(unwanted.isEmpty ? all : unwanted.map(\.key))
        }
        try call.refuseDryRun()
        for var instance in instances {
            instance.tags.removeAll { tag in
                unwanted.isEmpty
                    || unwanted.contains {
                        tag.hasKey($0.key) && ($0.value == nil || $0.value == tag.value)
                    }
            }
            try call.directory.put(instance)
        }
        return [:]
    }

    /// - Source: EC2 API Reference, DescribeTags.
    static func describeTags(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.askForListing("DescribeTags")
        try call.refuseDryRun()
        let filters = try Filter.read(call.input)
        var found: [(id: String, item: Structure)] = []
        for instance in try call.directory.instances(region: call.region) {
            for tag in instance.tags {
                let described = DescribedTag(instanceID: instance.id, tag: tag)
                guard try filters.fit(described) else { continue }
                found.append(("\(instance.id)/\(tag.key)", described.answer))
            }
        }
        let page = try Listing(found.sorted { $0.id < $1.id }, for: call)
        return ["Tags": .structures(page.items), "NextToken": .optional(page.nextToken)]
    }

    /// The resources of a request, once the gate has let their tags be changed.
    private static func tagged(
        _ call: inout Call<DirectoryTransaction>,
        _ action: String,
        fill: (Demand, Instance?) -> Demand
    ) throws -> [Instance] {
        let ids = call.input.distinctStrings("Resources")
        guard !ids.isEmpty else { throw ServiceError.missingParameter("ResourceId") }
        for id in ids where !Identifiers.isValid(id, prefix: "i-") {
            throw ServiceError(code: "InvalidID", message: "The ID '\(id)' is not valid")
        }
        var instances: [Instance] = []
        for id in ids { instances.append(try call.instance(id, for: action, fill: fill)) }
        return instances
    }
}

/// A tag with what it is on.
private struct DescribedTag: Filtered {
    let instanceID: String
    let tag: Tag

    var answer: Structure {
        [
            "ResourceId": .string(instanceID), "ResourceType": "instance",
            "Key": .string(tag.key), "Value": .string(tag.value),
        ]
    }

    func values(of filter: String) -> [String]? {
        if filter.hasPrefix("tag:") {
            return filter.dropFirst(4) == tag.key ? [tag.value] : []
        }
        return switch filter {
        case "resource-id": [instanceID]
        case "resource-type": ["instance"]
        case "key", "tag-key": [tag.key]
        case "value", "tag-value": [tag.value]
        default: nil
        }
    }
}
