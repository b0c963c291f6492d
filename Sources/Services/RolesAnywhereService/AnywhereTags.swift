internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// Tags with small names, and what is done with them.
enum AnywhereTags {
    /// How many tags a resource has at most.
    ///
    /// - Source: botocore, `rolesanywhere` model, shape `TagList`.
    static let limit = 200

    /// The tags of a request.
    static func read(_ input: Structure) throws(ServiceError) -> [Tag] {
        var tags: [Tag] = []
        for tag in input.structures("tags") ?? [] {
            let tag = Tag(key: tag.string("key") ?? "", value: tag.string("value") ?? "")
            guard !tag.isReserved else {
                throw .validation("Tag keys that start with aws: are reserved for AWS.")
            }
            tags.append(tag)
        }
        try require(tags)
        return tags
    }

    /// Tags of one resource must differ in more than case.
    static func require(_ tags: [Tag]) throws(ServiceError) {
        guard let key = tags.repeatedKey else { return }
        throw .validation("Tag keys must be unique: \(key)")
    }
}

extension RolesAnywhereService {
    /// - Source: Service Authorization Reference, as above: listing tags has no resource.
    static func listTags(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(Demand("rolesanywhere:ListTagsForResource", on: "*"))
        let arn = try call.input.requiredString("resourceArn")
        for kind in AnywhereKind.allCases {
            guard let id = AnywhereName(arn, kind: kind, call).id else { continue }
            guard let tags = try tags(call, kind, id) else { break }
            return [
                "tags": .structures(
                    tags.map { ["key": .string($0.key), "value": .string($0.value)] }
                )
            ]
        }
        throw AnywhereError.notFound(arn)
    }

    private static func tags<View: DirectoryView>(
        _ call: Call<View>,
        _ kind: AnywhereKind,
        _ id: String
    ) throws -> [Tag]? {
        let region = call.environment.region
        let view = call.directory
        return switch kind {
        case .trustAnchor: try view.anywhere(TrustAnchor.self, id: id, in: region)?.tags
        case .profile: try view.anywhere(AnywhereProfile.self, id: id, in: region)?.tags
        case .revocationList:
            try view.anywhere(AnywhereRevocationList.self, id: id, in: region)?.tags
        case .subject: try view.anywhere(AnywhereSubject.self, id: id, in: region)?.tags
        }
    }

    static func tagResource(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let new = try AnywhereTags.read(call.input)
        try changeTags(&call, { $0.requestTags(new) }, "TagResource") { old in
            let tags = old.setting(new)
            try AnywhereTags.require(tags)
            guard tags.count <= AnywhereTags.limit else {
                throw ServiceError(
                    code: "TooManyTagsException",
                    message: "A resource has at most \(AnywhereTags.limit) tags."
                )
            }
            return tags
        }
        return [:]
    }

    static func untagResource(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let keys = call.input.strings("tagKeys") ?? []
        try changeTags(&call, { $0.requestTagKeys(keys) }, "UntagResource") { tags in
            tags.filter { tag in !keys.contains { tag.hasKey($0) } }
        }
        return [:]
    }

    private static func changeTags(
        _ call: inout Call<DirectoryTransaction>,
        _ fill: (Demand) -> Demand,
        _ action: String,
        _ change: ([Tag]) throws -> [Tag]
    ) throws {
        let arn = try call.input.requiredString("resourceArn")
        let kind = AnywhereKind.allCases.first { AnywhereName(arn, kind: $0, call).id != nil }
        let name = AnywhereName(arn, kind: kind ?? .trustAnchor, call)
        let old = try kind.flatMap { kind in try name.id.flatMap { try tags(call, kind, $0) } }
        let demand = Demand("rolesanywhere:\(action)", on: arn, in: name.account)
            .resourceTags(old ?? [], prefix: "rolesanywhere")
        try call.authorize(fill(demand))
        guard let kind, let id = name.id, let old else { throw AnywhereError.notFound(arn) }
        let new = try change(old)
        switch kind {
        case .trustAnchor: try put(call, TrustAnchor.self, id, new)
        case .profile: try put(call, AnywhereProfile.self, id, new)
        case .revocationList: try put(call, AnywhereRevocationList.self, id, new)
        case .subject: try put(call, AnywhereSubject.self, id, new)
        }
    }

    private static func put<Resource: AnywhereResource>(
        _ call: Call<DirectoryTransaction>,
        _ type: Resource.Type,
        _ id: String,
        _ tags: [Tag]
    ) throws {
        let region = call.environment.region
        guard var resource = try call.directory.anywhere(type, id: id, in: region) else { return }
        resource.tags = tags
        try call.directory.putAnywhere(resource)
    }
}
