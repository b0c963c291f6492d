extension ChecksumAlgorithm {
    /// The algorithm that `x-amz-checksum-algorithm` names.
    ///
    /// - Throws: `InvalidRequest` for an unknown one.
    static func wish(of request: S3Request) throws(S3Error) -> ChecksumAlgorithm? {
        guard let text = request.header("x-amz-checksum-algorithm") else { return nil }
        guard let algorithm = ChecksumAlgorithm(label: text) else {
            throw .invalidRequest(
                "Checksum algorithm provided is unsupported. Please try again with any of the "
                    + "valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
            )
        }
        return algorithm
    }
}
