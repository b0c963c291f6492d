internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// What is done alike with all kinds of resources.
extension RolesAnywhereService {
    /// How many resources a page has when the request does not say.
    private static let pageItems = 50

    static func get<Resource: ShownResource>(
        _ call: inout Call<DirectoryReader>,
        _ action: String,
        _ type: Resource.Type
    ) throws -> Structure {
        answer(try authorized(&call, action, type))
    }

    static func list<Resource: ShownResource>(
        _ call: inout Call<DirectoryReader>,
        _ action: String,
        _ type: Resource.Type
    ) throws -> Structure {
        let page = try page(&call, action, type)
        return [
            Resource.listMember: .structures(page.items.map(\.shown)),
            "nextToken": .optional(page.marker),
        ]
    }

    static func delete<Resource: ShownResource>(
        _ call: inout Call<DirectoryTransaction>,
        _ action: String,
        _ type: Resource.Type
    ) throws -> Structure {
        let resource = try authorized(&call, action, type)
        try call.directory.deleteAnywhere(resource)
        return answer(resource)
    }

    static func change<Resource: ShownResource>(
        _ call: inout Call<DirectoryTransaction>,
        _ action: String,
        _ type: Resource.Type,
        _ change: (inout Resource) throws -> Void
    ) throws -> Structure {
        var resource = try authorized(&call, action, type)
        try change(&resource)
        resource.updateDate = call.environment.now
        try call.directory.putAnywhere(resource)
        return answer(resource)
    }

    static func answer<Resource: ShownResource>(_ resource: Resource) -> Structure {
        [Resource.member: .structure(resource.shown)]
    }

    /// The resource that the request names, once the gate has let the call pass.
    static func authorized<View: DirectoryView, Resource: ShownResource>(
        _ call: inout Call<View>,
        _ action: String,
        _ type: Resource.Type
    ) throws -> Resource {
        try authorized(&call, action, type, named: try call.input.requiredString(Resource.idMember))
    }

    /// The same for an identifier or an ARN.
    static func authorized<View: DirectoryView, Resource: AnywhereResource>(
        _ call: inout Call<View>,
        _ action: String,
        _ type: Resource.Type,
        named text: String
    ) throws -> Resource {
        let name = AnywhereName(text, kind: Resource.kind, call)
        let found = try name.id.flatMap { id in
            try call.directory.anywhere(type, id: id, in: call.environment.region)
        }
        try call.authorize(
            Demand("rolesanywhere:\(action)", on: name.arn, in: name.account)
                .resourceTags(found?.tags ?? [], prefix: "rolesanywhere")
        )
        guard let found else { throw AnywhereError.notFound(name.arn) }
        return found
    }

    /// - Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS
    ///   Identity and Access Management Roles Anywhere": listings have no resource.
    static func page<Resource: AnywhereResource>(
        _ call: inout Call<DirectoryReader>,
        _ action: String,
        _ type: Resource.Type
    ) throws -> Page<Resource> {
        try call.authorize(Demand("rolesanywhere:\(action)", on: "*"))
        let marker = call.input.string("nextToken")
        let limit = call.input.integer("pageSize") ?? pageItems
        let region = call.environment.region
        do {
            return try call.directory.anywherePage(type, in: region, after: marker, limit: limit)
        } catch {
            guard case .invalidInput = error else { throw error }
            throw ServiceError.validation("The nextToken is not valid.")
        }
    }

    /// The tags of a request, and the permission and the room for what makes a resource.
    static func authorizeMaking(
        _ call: inout Call<DirectoryTransaction>,
        _ action: String,
        _ kind: AnywhereKind
    ) throws -> [Tag] {
        let tags = try AnywhereTags.read(call.input)
        try call.authorize(Demand("rolesanywhere:\(action)", on: "*").requestTags(tags))
        guard call.input.string("aliasName") == nil else {
            throw ServiceError.validation("Aliases are not supported.")
        }
        guard try call.directory.hasRoom(for: kind, in: call.environment.region) else {
            throw AnywhereError.limitExceeded(kind)
        }
        return tags
    }
}
