extension UploadRecord {
    /// Reads the checksum's algorithm and type from the head of CreateMultipartUpload.
    ///
    /// - Throws: `InvalidRequest` for a type that the algorithm does not have.
    /// - Source: S3 User Guide, "Checking object integrity", full object and composite types.
    mutating func readChecksum(_ request: S3Request) throws(S3Error) {
        algorithm = try ChecksumAlgorithm.wish(of: request)
        let type = request.header("x-amz-checksum-type")
        guard let algorithm else {
            guard type == nil else {
                throw .invalidRequest(
                    "The x-amz-checksum-type header can only be used with the "
                        + "x-amz-checksum-algorithm header."
                )
            }
            return
        }
        switch type {
        case nil: isFullObject = !algorithm.allowsComposite
        case "FULL_OBJECT" where algorithm.allowsFullObject: isFullObject = true
        case "COMPOSITE" where algorithm.allowsComposite: isFullObject = false
        default:
            throw .invalidRequest(
                "The \(type ?? "") checksum type cannot be used with the "
                    + "\(algorithm.label.lowercased()) checksum algorithm."
            )
        }
    }

    /// The header fields that tell a client of the checksum.
    var checksumFields: [(name: String, value: String)] {
        guard let algorithm else { return [] }
        return [
            ("x-amz-checksum-algorithm", algorithm.label),
            ("x-amz-checksum-type", isFullObject ? "FULL_OBJECT" : "COMPOSITE"),
        ]
    }
}
