import Base

/// The header fields of an answer that shows an object.
enum ObjectFields {
    typealias Fields = [(name: String, value: String)]

    static func make(
        _ record: ObjectRecord,
        _ selection: ObjectSelection,
        _ exchange: Exchange
    ) throws(S3Error) -> Fields {
        let request = exchange.request
        var fields: Fields = [
            ("Last-Modified", record.modified.text(.http)), ("ETag", record.etag.quoted),
            ("Accept-Ranges", "bytes"),
        ]
        try appendStored(record, exchange, to: &fields)
        if selection.isPartial, selection.length > 0 {
            let last = selection.offset + selection.length - 1
            fields.append(
                ("Content-Range", "bytes \(selection.offset)-\(last)/\(record.size)")
            )
        }
        if let count = selection.partsCount {
            fields.append(("x-amz-mp-parts-count", String(count)))
        }
        if !record.storageClass.isEmpty {
            fields.append(("x-amz-storage-class", record.storageClass))
        }
        if !record.tags.isEmpty {
            fields.append(("x-amz-tagging-count", String(record.tags.count)))
        }
        if let checksum = record.checksum, !selection.isPartial,
            request.header("x-amz-checksum-mode")?.uppercased() == "ENABLED"
        {
            fields.append((checksum.algorithm.fieldName, checksum.text))
            fields.append(("x-amz-checksum-type", checksum.type))
        }
        return fields
    }

    /// Adds the stored fields, or what the query puts in their place.
    private static func appendStored(
        _ record: ObjectRecord,
        _ exchange: Exchange,
        to fields: inout Fields
    ) throws(S3Error) {
        let overrides = try overrides(exchange)
        var hasType = false
        for field in record.fields {
            if !overrides.isEmpty, overrides.contains(where: { $0.name == field.name }) { continue }
            if field.name == "content-type" { hasType = true }
            fields.append((field.name, field.value))
        }
        for field in overrides {
            if field.name == "content-type" { hasType = true }
            fields.append(field)
        }
        // The default of S3. Source: S3 User Guide, "Working with object metadata".
        if !hasType { fields.append(("content-type", "binary/octet-stream")) }
    }

    /// The `response-…` parameters of a signed request.
    ///
    /// - Source: S3 API Reference, "GetObject", "Overriding response header values".
    private static func overrides(_ exchange: Exchange) throws(S3Error) -> Fields {
        var fields: Fields = []
        for parameter in exchange.request.query.all where parameter.name.hasPrefix("response-") {
            let name = String(parameter.name.dropFirst(9))
            guard names.contains(name) else { continue }
            guard exchange.caller.account != nil else {
                throw .invalidRequest(
                    "Request specific response headers cannot be used for anonymous GET requests."
                )
            }
            // A line break would let the query write further header fields.
            guard parameter.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw .invalidArgument(
                    "Header value cannot contain control characters.",
                    parameter.name,
                    ""
                )
            }
            fields.append((name, parameter.value))
        }
        return fields
    }

    private static let names: Set<String> = [
        "content-type", "content-language", "expires", "cache-control", "content-disposition",
        "content-encoding",
    ]
}
