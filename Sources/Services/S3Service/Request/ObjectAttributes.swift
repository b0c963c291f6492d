import HTTPMessage

/// What an upload's head says about the object besides its bytes.
struct ObjectAttributes: Sendable {
    var fields: [RecordPair] = []
    var tags: [RecordPair] = []
    var storageClass = ""

    init() {}

    /// Reads the head.
    ///
    /// - Throws: `MetadataTooLarge`, `InvalidStorageClass`, `InvalidTag`, and `NotImplemented` for
    ///   what the service does not do, such as encryption.
    init(_ request: S3Request) throws(S3Error) {
        try Self.refuseMissing(request)
        try readFields(request)
        if let text = request.header("x-amz-storage-class"), text != "STANDARD" {
            guard Self.storageClasses.contains(text) else {
                throw S3Error(
                    "InvalidStorageClass",
                    400,
                    "The storage class you specified is not valid"
                ).with("StorageClassRequested", text)
            }
            storageClass = text
        }
        if let text = request.header("x-amz-tagging") { tags = try TagRules.read(header: text) }
    }

    private mutating func readFields(_ request: S3Request) throws(S3Error) {
        var userBytes = 0
        for field in request.head.fields {
            let name = request.head.text(field.name).lowercased()
            let isUser = name.hasPrefix("x-amz-meta-")
            guard isUser || Self.systemFields.contains(name) else { continue }
            var value = request.head.text(field.value)
            if name == "content-encoding" {
                value = Self.withoutChunked(value)
                guard !value.isEmpty else { continue }
            }
            if isUser { userBytes += name.utf8.count - 11 + value.utf8.count }
            if let index = fields.firstIndex(where: { $0.name == name }) {
                fields[index] = RecordPair(name, fields[index].value + "," + value)
            } else {
                fields.append(RecordPair(name, value))
            }
        }
        guard userBytes <= Limits.userMetadataBytes else {
            throw S3Error.metadataTooLarge.with("Size", String(userBytes))
                .with("MaxSizeAllowed", String(Limits.userMetadataBytes))
        }
    }

    /// The framing of the transfer is no property of the object.
    private static func withoutChunked(_ encoding: String) -> String {
        encoding.split(separator: ",").map { part in
            var part = part
            while part.first == " " { part = part.dropFirst() }
            while part.last == " " { part = part.dropLast() }
            return part
        }.filter { $0.lowercased() != "aws-chunked" }.joined(separator: ",")
    }

    private static func refuseMissing(_ request: S3Request) throws(S3Error) {
        for field in request.head.fields where field.name.count > 20 {
            let name = request.head.text(field.name).lowercased()
            for prefix in missingPrefixes where name.hasPrefix(prefix) {
                throw S3Error.headerNotImplemented.with("Header", name)
            }
        }
    }

    private static let systemFields: Set<String> = [
        "content-type", "cache-control", "content-disposition", "content-encoding",
        "content-language", "expires",
    ]

    private static let missingPrefixes = [
        "x-amz-server-side-encryption", "x-amz-object-lock-", "x-amz-website-redirect-location",
        "x-amz-write-offset-bytes",
    ]

    private static let storageClasses: Set<String> = [
        "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER",
        "DEEP_ARCHIVE", "GLACIER_IR",
    ]
}
