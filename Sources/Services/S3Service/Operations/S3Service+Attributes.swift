import Base
import HTTPMessage
import Store

extension S3Service {
    /// Tells of an object what `x-amz-object-attributes` asks for.
    func getObjectAttributes(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        let record = try find(exchange.key, in: bucket)
        let keys = S3ContextValue.ofExisting(record)
        try authorize(exchange, "s3:GetObject", on: exchange.key, in: bucket, keys: keys)
        try authorize(exchange, "s3:GetObjectAttributes", on: exchange.key, in: bucket, keys: keys)
        guard let record else { throw missing(exchange, in: bucket) }
        let text = exchange.request.header("x-amz-object-attributes") ?? ""
        let wishes = Set(text.split { $0 == "," || $0 == " " })
        guard !wishes.isEmpty else {
            throw .invalidArgument(
                "Invalid attribute name specified.",
                "x-amz-object-attributes",
                text
            )
        }
        var document = XMLAnswer("GetObjectAttributesResponse")
        if wishes.contains("ETag") { document.text("ETag", record.etag.bare) }
        if wishes.contains("Checksum"), record.checksum != nil {
            document.element("Checksum") { $0.checksum(record.checksum) }
        }
        if wishes.contains("ObjectParts"), !record.partSizes.isEmpty {
            document.element("ObjectParts") { $0.number("PartsCount", record.partSizes.count) }
        }
        if wishes.contains("StorageClass") {
            document.text(
                "StorageClass",
                record.storageClass.isEmpty ? "STANDARD" : record.storageClass
            )
        }
        if wishes.contains("ObjectSize") { document.number("ObjectSize", record.size) }
        return .answer(
            exchange.answers.xml(
                document,
                fields: [("Last-Modified", record.modified.text(.http))]
            )
        )
    }
}
