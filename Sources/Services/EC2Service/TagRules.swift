internal import Base
internal import ServiceKit
internal import ServiceModel

/// What tags of EC2's resources must be.
///
/// - Source: EC2 User Guide, "Tag your Amazon EC2 resources", tag restrictions. That keys must differ
///   in more than case is ours.
enum TagRules {
    static func check(_ tags: [Tag]) throws(ServiceError) {
        if let key = tags.repeatedKey {
            throw .invalidParameterValue("Duplicate tag key '\(key)' specified.")
        }
        for tag in tags {
            guard !tag.isReserved else {
                throw .invalidParameterValue(
                    "Tag keys starting with 'aws:' are reserved for internal use"
                )
            }
            guard (1...Limits.tagKey).contains(tag.key.unicodeScalars.count) else {
                throw .invalidParameterValue(
                    "Tag key must have a length between 1 and \(Limits.tagKey) characters."
                )
            }
            guard tag.value.unicodeScalars.count <= Limits.tagValue else {
                throw .invalidParameterValue(
                    "Tag value exceeds the maximum length of \(Limits.tagValue) characters."
                )
            }
        }
        guard tags.count <= Limits.tags else { throw tooMany }
    }

    /// The tags of a resource that gets others.
    static func merged(_ old: [Tag], _ new: [Tag]) throws(ServiceError) -> [Tag] {
        let merged = old.setting(new)
        guard merged.repeatedKey == nil else {
            throw .invalidParameterValue(
                "Tag keys of a resource must differ in more than upper and lower case."
            )
        }
        guard merged.count <= Limits.tags else { throw tooMany }
        return merged
    }

    private static let tooMany = ServiceError(
        code: "TagLimitExceeded",
        message: "The maximum number of Tags for a resource has been reached."
    )
}
