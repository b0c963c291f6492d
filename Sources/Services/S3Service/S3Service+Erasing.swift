public import Base
public import Store

extension S3Service {
    /// Removes every bucket of an account with all that is in it, within a transaction.
    ///
    /// For accounts that are deleted or begun anew; the files go once the transaction is durable.
    ///
    /// - Throws: what the store throws.
    public func eraseBuckets(
        of account: AccountID,
        in transaction: any StoreTransaction
    ) throws {
        for entry in try transaction.entries(prefix: S3Keys.buckets(of: account)) {
            try erase(S3Keys.bucketName(inOwned: entry.key), of: account, in: transaction)
        }
    }

    /// Removes a bucket's record, its objects, and its unfinished uploads.
    func erase(
        _ name: String,
        of owner: AccountID,
        in transaction: any StoreTransaction
    ) throws {
        try transaction.forEachEntry(prefix: S3Keys.objects(in: name)) { entry in
            remove(try ObjectRecord(decoding: entry.value).file, after: transaction)
        }
        try transaction.deleteAll(prefix: S3Keys.objects(in: name))
        try transaction.forEachEntry(prefix: S3Keys.uploads(in: name)) { entry in
            guard let upload = S3Keys.upload(of: entry.key, in: name) else { return }
            try eraseParts(of: upload.id, in: transaction)
        }
        try transaction.deleteAll(prefix: S3Keys.uploads(in: name))
        try transaction.delete(S3Keys.bucket(name))
        try transaction.delete(S3Keys.owned(name, by: owner))
        transaction.afterCommit { [buckets] in buckets.forget(name) }
    }

    /// Removes the parts of an upload but for a file that an object has taken over.
    func eraseParts(
        of id: UploadID,
        keeping kept: FileName? = nil,
        in transaction: any StoreTransaction
    ) throws {
        for entry in try transaction.entries(prefix: S3Keys.parts(of: id)) {
            let file = try PartRecord(decoding: entry.value).file
            if file != kept { remove(file, after: transaction) }
        }
        try transaction.deleteAll(prefix: S3Keys.parts(of: id))
    }
}
