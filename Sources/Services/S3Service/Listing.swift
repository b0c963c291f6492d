import Store

/// A page of a bucket's keys: objects, and prefixes that stand for many of them.
struct Listing: Sendable {
    /// What is listed.
    enum Item: Sendable {
        case object(key: String, record: ObjectRecord)
        case prefix(String)
    }

    /// Where a page begins.
    enum Start: Hashable, Sendable {
        case beginning
        /// After a key.
        case afterKey(String)
        /// After every key with a prefix.
        case afterPrefix(String)
    }

    var items: [Item] = []
    /// Where the next page begins; nil on the last page.
    var next: Start?

    /// The key up to and with the first delimiter after the prefix, if there is one.
    static func commonPrefix(of key: String, prefix: String, delimiter: String) -> String? {
        guard !delimiter.isEmpty else { return nil }
        let bytes = Array(key.utf8)
        let mark = Array(delimiter.utf8)
        var index = prefix.utf8.count
        while index + mark.count <= bytes.count {
            if bytes[index..<index + mark.count].elementsEqual(mark) {
                return String(decoding: bytes[..<(index + mark.count)], as: UTF8.self)
            }
            index += 1
        }
        return nil
    }
}

extension StoreReader {
    /// A page of keys in the order of their UTF-8 bytes; prefixes count like objects.
    ///
    /// - Source: S3 API Reference, "ListObjectsV2"; S3 User Guide, "Listing object keys".
    func listing(
        of bucket: String,
        prefix: String,
        delimiter: String,
        start: Listing.Start,
        limit: Int
    ) throws -> Listing {
        let scope = S3Keys.objects(in: bucket).tail(prefix)
        var position = position(of: start, in: bucket, atLeast: scope)
        var listing = Listing()
        var reached = start
        while let from = position {
            position = nil
            let wanted = min(limit - listing.items.count + 1, Limits.scanEntries)
            let batch = try entries(from: from, to: scope.endOfPrefix, limit: wanted)
            for entry in batch {
                let key = S3Keys.objectKey(of: entry.key, in: bucket)
                guard listing.items.count < limit else {
                    listing.next = reached
                    return listing
                }
                if let common = Listing.commonPrefix(
                    of: key,
                    prefix: prefix,
                    delimiter: delimiter
                ) {
                    listing.items.append(.prefix(common))
                    reached = .afterPrefix(common)
                    position = S3Keys.objects(in: bucket).tail(common).endOfPrefix
                    break
                }
                let record = try ObjectRecord(decoding: entry.value)
                listing.items.append(.object(key: key, record: record))
                reached = .afterKey(key)
            }
            if position == nil, batch.count == wanted, let last = batch.last {
                position = Key(bytes: last.key.bytes + [0])
            }
        }
        return listing
    }

    private func position(of start: Listing.Start, in bucket: String, atLeast scope: Key) -> Key? {
        switch start {
        case .beginning: scope
        case .afterKey(let key):
            max(Key(bytes: S3Keys.object(key, in: bucket).bytes + [0]), scope)
        case .afterPrefix(let prefix):
            S3Keys.object(prefix, in: bucket).endOfPrefix.map { max($0, scope) }
        }
    }
}
