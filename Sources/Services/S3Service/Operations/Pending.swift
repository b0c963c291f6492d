import HTTPMessage
extension S3Service {
    func copyObject(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func createMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func uploadPart(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func uploadPartCopy(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func completeMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func abortMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listParts(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
    func listMultipartUploads(_ exchange: Exchange) throws(S3Error) -> Reception { throw .notImplemented("x") }
}
