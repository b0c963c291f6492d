internal import Base

/// The rules for the tags of buckets and objects.
///
/// - Source: S3 User Guide, "Categorizing your objects using tags".
enum TagRules {
    /// Gives the tags back when they keep the rules.
    ///
    /// - Throws: `InvalidTag` or `BadRequest`.
    static func check(
        _ tags: [RecordPair],
        atMost limit: Int
    ) throws(S3Error) -> [RecordPair] {
        guard tags.count <= limit else {
            throw S3Error(
                "BadRequest",
                400,
                limit == Limits.objectTags
                    ? "Object tags cannot be greater than 10"
                    : "Bucket tag count cannot be greater than 50"
            )
        }
        var names: Set<String> = []
        for tag in tags {
            guard !tag.name.isEmpty, tag.name.unicodeScalars.count <= Limits.tagKeyCharacters else {
                throw S3Error.invalidTag("The TagKey you have provided is invalid")
                    .with("TagKey", tag.name)
            }
            guard tag.value.unicodeScalars.count <= Limits.tagValueCharacters else {
                throw S3Error.invalidTag("The TagValue you have provided is invalid")
                    .with("TagKey", tag.name).with("TagValue", tag.value)
            }
            guard !Tag(key: tag.name, value: tag.value).isReserved else {
                throw .invalidTag("System tags cannot be added/updated by requester")
            }
            guard names.insert(tag.name).inserted else {
                throw S3Error.invalidTag("Cannot provide multiple Tags with the same key")
                    .with("TagKey", tag.name)
            }
        }
        return tags
    }

    /// Reads the `x-amz-tagging` header, which is written like a query.
    ///
    /// - Throws: `InvalidArgument`, or what `check` throws.
    static func read(header text: String) throws(S3Error) -> [RecordPair] {
        let parameters: QueryParameters
        do throws(S3Error) {
            parameters = try QueryParameters(Array(text.utf8)[...])
        } catch {
            throw .invalidArgument(
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
                    + "parameters without tag name duplicates.",
                "x-amz-tagging",
                text
            )
        }
        let tags = parameters.all.map { RecordPair($0.name, $0.value) }
        return try check(tags, atMost: Limits.objectTags)
    }
}
