internal import Base
internal import ServiceKit
internal import ServiceModel

/// Tags as EKS writes them: a map.
enum AssociationTags {
    /// The tags of a request.
    static func read(_ input: Structure) throws(ServiceError) -> [Tag] {
        var tags: [Tag] = []
        for member in input.map("tags")?.members ?? [] {
            guard case .string(let value) = member.value else { continue }
            let tag = Tag(key: member.name, value: value)
            guard !tag.isReserved else {
                throw .invalidParameter("Tag keys that start with aws: are reserved for AWS.")
            }
            tags.append(tag)
        }
        if let key = tags.repeatedKey {
            throw .invalidParameter("Tag keys must differ in more than case: \(key)")
        }
        return tags
    }

    static func map(_ tags: [Tag]) -> Value {
        .map(
            Structure(
                uniqueMembers: tags.map { tag in
                    Structure.Member(name: tag.key, value: .string(tag.value))
                }
            )
        )
    }
}
