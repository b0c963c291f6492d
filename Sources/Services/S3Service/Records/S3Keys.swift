import Base
import Store

/// The keys of the service's records.
enum S3Keys {
    /// Keyspaces `0xB0` to `0xB4` are S3's.
    private static let bucketSpace: UInt8 = 0xB0
    private static let ownerSpace: UInt8 = 0xB1
    private static let objectSpace: UInt8 = 0xB2
    private static let uploadSpace: UInt8 = 0xB3
    private static let partSpace: UInt8 = 0xB4

    /// Bucket names are one namespace for all accounts.
    static func bucket(_ name: String) -> Key { Key(bucketSpace).text(name) }

    /// One key for each bucket of an account, with an empty value.
    static func owned(_ name: String, by account: AccountID) -> Key {
        Key(ownerSpace).account(account).tail(name)
    }

    static func buckets(of account: AccountID) -> Key { Key(ownerSpace).account(account) }

    /// The name within a key that `owned` made.
    static func bucketName(inOwned key: Key) -> String {
        String(decoding: key.bytes.dropFirst(7), as: UTF8.self)
    }

    static func objects(in bucket: String) -> Key { Key(objectSpace).text(bucket) }

    static func object(_ key: String, in bucket: String) -> Key {
        objects(in: bucket).tail(key)
    }

    static var allObjects: Key { Key(objectSpace) }

    /// The object's key within a key that `object` made.
    static func objectKey(of key: Key, in bucket: String) -> String {
        String(decoding: key.bytes.dropFirst(bucket.utf8.count + 2), as: UTF8.self)
    }

    static func uploads(in bucket: String) -> Key { Key(uploadSpace).text(bucket) }

    /// Uploads sort by key, then by the time at which they began, with which their ids start.
    static func upload(_ id: UploadID, of key: String, in bucket: String) -> Key {
        Key(bytes: uploads(in: bucket).tail(key).bytes + [0] + id.bytes)
    }

    /// The object's key and the id within a key that `upload` made.
    static func upload(of key: Key, in bucket: String) -> (key: String, id: UploadID)? {
        let rest = key.bytes.dropFirst(bucket.utf8.count + 2)
        guard rest.count > UploadID.length,
            let id = UploadID(bytes: Array(rest.suffix(UploadID.length)))
        else { return nil }
        return (String(decoding: rest.dropLast(UploadID.length + 1), as: UTF8.self), id)
    }

    static func parts(of id: UploadID) -> Key {
        Key(bytes: [partSpace] + id.bytes)
    }

    static func part(_ number: Int, of id: UploadID) -> Key {
        Key(
            bytes: parts(of: id).bytes
                + [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
        )
    }

    static func partNumber(of key: Key) -> Int {
        let tail = key.bytes.suffix(2)
        return tail.reduce(0) { $0 << 8 | Int($1) }
    }

    static var allParts: Key { Key(partSpace) }
}
