import Base
import HTTPMessage
import Markup
import Store

extension S3Service {
    /// Removes an object; succeeds when there is none.
    func deleteObject(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        try authorize(exchange, "s3:DeleteObject", on: exchange.key, in: bucket)
        let match = exchange.request.header("if-match")
        return try changing(exchange) { [self] transaction in
            _ = try bucket.current(in: transaction)
            try drop(exchange.key, in: bucket.name, match: match, transaction)
            return exchange.answers.empty(204)
        }
    }

    /// Removes an object's record, and its file after the commit.
    private func drop(
        _ key: String,
        in bucket: String,
        match: String?,
        _ transaction: any StoreTransaction
    ) throws {
        let place = S3Keys.object(key, in: bucket)
        guard let bytes = try transaction.value(place) else {
            // Source: S3 User Guide, "How to perform conditional deletes".
            if match != nil { throw S3Error.noSuchKey(key) }
            return
        }
        let record = try ObjectRecord(decoding: bytes)
        if let match, !Preconditions.names(match, record.etag) {
            throw S3Error.preconditionFailed("If-Match")
        }
        try transaction.delete(place)
        remove(record.file, after: transaction)
    }

    /// Removes up to 1000 objects, each with its own permission and result.
    func deleteObjects(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        return try taking(
            exchange,
            limit: Limits.documentBytes,
            needsDigest: true
        ) { [self] (bytes, responder) throws(S3Error) in
            let order = try DeletionOrder(bytes)
            var refused: [Int: S3Error] = [:]
            for (index, item) in order.items.enumerated() {
                do throws(S3Error) {
                    guard item.key.utf8.count <= Limits.keyBytes else { throw .keyTooLong }
                    try authorize(exchange, "s3:DeleteObject", on: item.key, in: bucket)
                } catch {
                    refused[index] = error
                }
            }
            delete(order, refused: refused, in: bucket, exchange, responder)
        }
    }

    private func delete(
        _ order: DeletionOrder,
        refused: [Int: S3Error],
        in bucket: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder
    ) {
        change(exchange, responder) { [self] transaction in
            _ = try bucket.current(in: transaction)
            var document = XMLAnswer("DeleteResult")
            for (index, item) in order.items.enumerated() {
                var problem = refused[index]
                if problem == nil {
                    do {
                        try drop(item.key, in: bucket.name, match: item.etag, transaction)
                    } catch let error as S3Error {
                        problem = error
                    }
                }
                if let problem {
                    document.element("Error") {
                        $0.text("Key", item.key)
                        $0.text("Code", problem.code)
                        $0.text("Message", problem.message)
                    }
                } else if !order.isQuiet {
                    document.element("Deleted") { $0.text("Key", item.key) }
                }
            }
            return exchange.answers.xml(document)
        }
    }
}
