import Base
import Cryptography
import HTTPMessage
import Store

extension S3Service {
    /// Lists keys, paging by marker.
    func listObjects(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let query = exchange.request.query
        let marker = query["marker"] ?? ""
        let wish = try ListingWish(exchange.request)
        let listing = try list(exchange, wish, in: bucket, from: wish.start(after: marker))
        var document = XMLAnswer("ListBucketResult")
        document.text("Name", bucket.name)
        document.text("Prefix", wish.coded(wish.prefix))
        document.text("Marker", wish.coded(marker))
        if let next = listing.next, !wish.delimiter.isEmpty {
            document.text("NextMarker", ifPresent: next.text.map(wish.coded))
        }
        wish.describe(listing, in: &document)
        append(listing, wish, bucket, showsOwner: true, to: &document)
        return .answer(exchange.answers.xml(document))
    }

    /// Lists keys, paging by an opaque token.
    func listObjectsV2(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let query = exchange.request.query
        let wish = try ListingWish(exchange.request)
        let token = query["continuation-token"]
        let startAfter = query["start-after"]
        let start: Listing.Start
        if let token {
            guard let place = Listing.Start(token: token) else {
                throw .invalidArgument(
                    "The continuation token provided is incorrect",
                    "continuation-token",
                    token
                )
            }
            start = place
        } else {
            start = wish.start(after: startAfter ?? "")
        }
        let listing = try list(exchange, wish, in: bucket, from: start)
        var document = XMLAnswer("ListBucketResult")
        document.text("Name", bucket.name)
        document.text("Prefix", wish.coded(wish.prefix))
        document.text("StartAfter", ifPresent: startAfter.map(wish.coded))
        document.text("ContinuationToken", ifPresent: token)
        document.text("NextContinuationToken", ifPresent: listing.next?.token)
        document.number("KeyCount", listing.items.count)
        wish.describe(listing, in: &document)
        append(
            listing,
            wish,
            bucket,
            showsOwner: query["fetch-owner"] == "true",
            to: &document
        )
        return .answer(exchange.answers.xml(document))
    }

    /// Lists keys with their only version, `null`.
    func listObjectVersions(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let marker = exchange.request.query["key-marker"] ?? ""
        let wish = try ListingWish(exchange.request)
        let listing = try list(
            exchange,
            wish,
            in: bucket,
            from: wish.start(after: marker),
            action: "s3:ListBucketVersions"
        )
        var document = XMLAnswer("ListVersionsResult")
        document.text("Name", bucket.name)
        document.text("Prefix", wish.coded(wish.prefix))
        document.text("KeyMarker", wish.coded(marker))
        document.text("VersionIdMarker", "")
        if let next = listing.next?.text {
            document.text("NextKeyMarker", wish.coded(next))
            document.text("NextVersionIdMarker", "null")
        }
        wish.describe(listing, in: &document)
        append(
            listing,
            wish,
            bucket,
            showsOwner: true,
            element: "Version",
            to: &document
        )
        return .answer(exchange.answers.xml(document))
    }

    private func list(
        _ exchange: Exchange,
        _ wish: ListingWish,
        in bucket: Bucket,
        from start: Listing.Start,
        action: String = "s3:ListBucket"
    ) throws(S3Error) -> Listing {
        try authorize(
            exchange,
            action,
            on: bucket,
            keys: S3ContextValue.ofListing(exchange.request)
        )
        guard wish.limit > 0 else { return Listing() }
        return try read { reader in
            _ = try bucket.current(in: reader)
            return try reader.listing(
                of: bucket.name,
                prefix: wish.prefix,
                delimiter: wish.delimiter,
                start: start,
                limit: wish.limit
            )
        }
    }

    private func append(
        _ listing: Listing,
        _ wish: ListingWish,
        _ bucket: Bucket,
        showsOwner: Bool,
        element: String = "Contents",
        to document: inout XMLAnswer
    ) {
        let owner = showsOwner ? CanonicalID.text(of: bucket.owner) : ""
        for case .object(let key, let record) in listing.items {
            document.element(element) { entry in
                entry.text("Key", wish.coded(key))
                if element == "Version" {
                    entry.text("VersionId", "null")
                    entry.flag("IsLatest", true)
                }
                entry.text("LastModified", record.modified.text(.extendedMilliseconds))
                entry.text("ETag", record.etag.quoted)
                entry.text("ChecksumAlgorithm", ifPresent: record.checksum?.algorithm.label)
                entry.text("ChecksumType", ifPresent: record.checksum?.type)
                entry.number("Size", record.size)
                if showsOwner { entry.element("Owner") { $0.text("ID", owner) } }
                entry.text(
                    "StorageClass",
                    record.storageClass.isEmpty ? "STANDARD" : record.storageClass
                )
            }
        }
        for case .prefix(let prefix) in listing.items {
            document.element("CommonPrefixes") { $0.text("Prefix", wish.coded(prefix)) }
        }
    }
}
