public import Base
import Cryptography
public import HTTPMessage
public import Store

/// Amazon S3, small but real: buckets, objects in files, multipart uploads, bucket policies.
///
/// - Source: S3 API Reference (2006-03-01).
public final class S3Service: Sendable {
    let store: any Store
    let files: ObjectFiles
    let gate: any S3Gate
    let clock: Clock
    let random: RandomSource
    let buckets: BucketCache
    let work: WorkQueue
    private let ids: RequestIDs
    private let hostID: String

    /// Opens the service on a store and a folder for the objects' files.
    ///
    /// - Throws: `StoreError.unavailable` when the folder cannot be made.
    public init(
        store: any Store,
        objectsFolder: String,
        clock: Clock,
        random: RandomSource,
        gate: any S3Gate
    ) throws {
        self.store = store
        self.gate = gate
        self.clock = clock
        self.random = random
        files = try ObjectFiles(folder: objectsFolder, random: random)
        buckets = BucketCache()
        work = WorkQueue(threads: Limits.workers)
        ids = RequestIDs(random)
        hostID = Base64.text(random.bytes(48))
    }

    /// Removes files that a crash left without a record, and tells how many there were.
    ///
    /// - Important: To be called before the first request is received.
    public func sweep() throws -> Int { try files.sweep(store) }

    /// Finishes the work that is queued; call once, after the last request and before the store is
    /// closed.
    public func close() { work.close() }

    /// Decides what becomes of a request; every refusal that the head allows comes before the body.
    ///
    /// `admit` tells who signed the request; it is asked once the request is known to be one of S3's.
    public func receive(
        _ head: RequestHead,
        from admit: () throws(S3Error) -> any S3Caller
    ) -> Reception {
        let answers = Answers(
            requestID: ids.next(),
            hostID: hostID,
            resource: head.text(head.path),
            isHead: head.matches(head.method, "HEAD")
        )
        do throws(S3Error) {
            let request = try S3Request(head)
            let operation = try S3Operation(request)
            let caller = try admit()
            return try perform(
                operation,
                Exchange(request: request, caller: caller, answers: answers, now: clock.now)
            )
        } catch {
            return .answer(answers.error(error))
        }
    }

    private func perform(
        _ operation: S3Operation,
        _ exchange: Exchange
    ) throws(S3Error) -> Reception {
        switch operation {
        case .getObject: try getObject(exchange)
        case .headObject: try getObject(exchange)
        case .putObject: try putObject(exchange)
        case .copyObject: try copyObject(exchange)
        case .deleteObject: try deleteObject(exchange)
        case .deleteObjects: try deleteObjects(exchange)
        case .listObjects: try listObjects(exchange)
        case .listObjectsV2: try listObjectsV2(exchange)
        case .listObjectVersions: try listObjectVersions(exchange)
        case .getObjectTagging: try getObjectTagging(exchange)
        case .putObjectTagging: try putObjectTagging(exchange)
        case .deleteObjectTagging: try deleteObjectTagging(exchange)
        case .getObjectACL: try getObjectACL(exchange)
        case .getObjectAttributes: try getObjectAttributes(exchange)
        case .missing(let name): throw .notImplemented(name)
        default: try performOnBucket(operation, exchange)
        }
    }

    private func performOnBucket(
        _ operation: S3Operation,
        _ exchange: Exchange
    ) throws(S3Error) -> Reception {
        switch operation {
        case .listBuckets: try listBuckets(exchange)
        case .createBucket: try createBucket(exchange)
        case .headBucket: try headBucket(exchange)
        case .deleteBucket: try deleteBucket(exchange)
        case .getBucketPolicy: try getBucketPolicy(exchange)
        case .putBucketPolicy: try putBucketPolicy(exchange)
        case .deleteBucketPolicy: try deleteBucketPolicy(exchange)
        case .getBucketTagging: try getBucketTagging(exchange)
        case .putBucketTagging: try putBucketTagging(exchange)
        case .deleteBucketTagging: try deleteBucketTagging(exchange)
        case .getBucketSetting(let setting): try getBucketSetting(setting, exchange)
        case .createMultipartUpload: try createMultipartUpload(exchange)
        case .uploadPart: try uploadPart(exchange)
        case .uploadPartCopy: try uploadPartCopy(exchange)
        case .completeMultipartUpload: try completeMultipartUpload(exchange)
        case .abortMultipartUpload: try abortMultipartUpload(exchange)
        case .listParts: try listParts(exchange)
        case .listMultipartUploads: try listMultipartUploads(exchange)
        default: throw .methodNotAllowed
        }
    }
}
