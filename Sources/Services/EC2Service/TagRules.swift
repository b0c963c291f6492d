internal import Base
internal import ServiceModel

/// What tags of EC2's resources must be.
///
/// - Source: EC2 User Guide, "Tag your Amazon EC2 resources", tag restrictions; case counts.
enum TagRules {
    static func check(_ tags: [Tag]) throws(ServiceError) {
        var keys: Set<String> = []
        for tag in tags {
            guard keys.insert(tag.key).inserted else {
                throw .invalidParameterValue(
                    "Duplicate tag key '\(tag.key)' specified."
                )
            }
            guard !tag.key.lowercased().hasPrefix("aws:") else {
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

    static let tooMany = ServiceError(
        code: "TagLimitExceeded",
        message: "The maximum number of Tags for a resource has been reached."
    )
}
