import HTTPMessage
extension S3Service {
    func copyObject(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listObjects(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listObjectsV2(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listObjectVersions(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func getObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func putObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func deleteObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func getObjectACL(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func getBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func putBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func deleteBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func getBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func putBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func deleteBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func getBucketSetting(_ setting: BucketSetting, _ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func createMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func uploadPart(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func uploadPartCopy(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func completeMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func abortMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listParts(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listMultipartUploads(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
}
