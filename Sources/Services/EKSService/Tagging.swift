internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EKSService {
    static func listTags(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let (arn, association) = try named(call)
        try call.authorize(
            Demand("eks:ListTagsForResource", on: arn, in: ARN(arn)?.accountID)
                .resourceTags(association?.tags ?? [], prefix: "eks")
        )
        return ["tags": AssociationTags.map(try existing(association, arn).tags)]
    }

    static func tagResource(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let (arn, found) = try named(call)
        let tags = try AssociationTags.read(call.input)
        try call.authorize(
            Demand("eks:TagResource", on: arn, in: ARN(arn)?.accountID)
                .requestTags(tags)
                .resourceTags(found?.tags ?? [], prefix: "eks")
        )
        var association = try existing(found, arn)
        association.tags = association.tags.setting(tags)
        if let key = association.tags.repeatedKey {
            throw ServiceError(
                code: "BadRequestException",
                message: "Tag keys must differ in more than case: \(key)"
            )
        }
        guard association.tags.count <= tagLimit else {
            throw ServiceError(
                code: "BadRequestException",
                message: "A resource has at most \(tagLimit) tags."
            )
        }
        try call.directory.put(association)
        return [:]
    }

    static func untagResource(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let (arn, found) = try named(call)
        let keys = call.input.strings("tagKeys") ?? []
        try call.authorize(
            Demand("eks:UntagResource", on: arn, in: ARN(arn)?.accountID)
                .requestTagKeys(keys)
                .resourceTags(found?.tags ?? [], prefix: "eks")
        )
        var association = try existing(found, arn)
        association.tags.removeAll { tag in keys.contains { tag.hasKey($0) } }
        try call.directory.put(association)
        return [:]
    }

    /// The association that an ARN names, when it is of the caller's account and region.
    ///
    /// Another spelling of the ARN would pass by what policies say of it.
    private static func named<View: DirectoryView>(
        _ call: Call<View>
    ) throws -> (String, PodIdentityAssociation?) {
        let text = try call.input.requiredString("resourceArn")
        guard let arn = ARN(text), arn.service == "eks" else {
            throw ServiceError(code: "BadRequestException", message: "Invalid ARN: \(text)")
        }
        let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, arn.region == call.environment.region else { return (text, nil) }
        let found = try call.directory.podIdentityAssociation(
            id: String(parts[2]),
            of: String(parts[1]),
            in: arn.region
        )
        return (text, found?.arn == text ? found : nil)
    }

    private static func existing(
        _ association: PodIdentityAssociation?,
        _ arn: String
    ) throws(ServiceError) -> PodIdentityAssociation {
        guard let association else {
            throw ServiceError(
                code: "NotFoundException",
                message: "The specified resource does not exist: \(arn)",
                status: 404
            )
        }
        return association
    }
}
