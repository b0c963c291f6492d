import Cryptography

/// Follows a body from its first byte to its last, unwraps it, and holds it to its promises.
struct ContentCheck {
    private let contract: BodyContract
    private let decoder: (any S3ChunkDecoder)?
    private let signedDigest: [UInt8]?
    private var size: Int64 = 0
    private let md5 = RunningDigest(.md5)
    private let sha256: RunningDigest?
    private var checksum: RunningChecksum?

    init(_ contract: BodyContract, payload: S3Payload) {
        self.contract = contract
        switch payload {
        case .sha256(let digest):
            signedDigest = digest
            sha256 = RunningDigest(.sha256)
            decoder = nil
        case .unsigned:
            signedDigest = nil
            sha256 = nil
            decoder = nil
        case .chunked(let chunks):
            signedDigest = nil
            sha256 = nil
            decoder = chunks
        }
        checksum = contract.algorithm.map { RunningChecksum($0) }
    }

    /// Takes bytes as sent and hands on the object's.
    mutating func take(
        _ bytes: Span<UInt8>,
        _ output: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error) {
        guard let decoder else { return try follow(bytes, output) }
        try decoder.decode(bytes) { (piece: Span<UInt8>) throws(S3Error) in
            try follow(piece, output)
        }
    }

    private mutating func follow(
        _ bytes: Span<UInt8>,
        _ output: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error) {
        guard !bytes.isEmpty else { return }
        size += Int64(bytes.count)
        guard size <= contract.length ?? .max else { throw .incompleteBody }
        md5.update(bytes)
        sha256?.update(bytes)
        checksum?.update(bytes)
        try output(bytes)
    }

    /// Ends the body.
    ///
    /// - Throws: `IncompleteBody`, `XAmzContentSHA256Mismatch`, `BadDigest` or `InvalidRequest`.
    mutating func finish() throws(S3Error) -> ContentDigest {
        let trailer = try decoder?.finish() ?? []
        guard size == contract.length ?? size else { throw .incompleteBody }
        if let signedDigest, let digest = sha256?.finish(), digest != signedDigest {
            throw S3Error(
                "XAmzContentSHA256Mismatch",
                400,
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            ).with("ClientComputedContentSHA256", Hex.text(signedDigest))
                .with("S3ComputedContentSHA256", Hex.text(digest))
        }
        let digest = md5.finish()
        if let expected = contract.md5, expected != digest {
            throw S3Error.badDigest.with("ExpectedDigest", Base64.text(expected))
                .with("CalculatedDigest", Base64.text(digest))
        }
        return ContentDigest(size: size, md5: digest, checksum: try checked(trailer))
    }

    private mutating func checked(
        _ trailer: [(name: String, value: String)]
    ) throws(S3Error) -> StoredChecksum? {
        guard let algorithm = contract.algorithm, let value = checksum?.finish() else {
            return nil
        }
        var expected = contract.checksum
        if contract.isInTrailer {
            guard let text = trailer.first(where: { $0.name == algorithm.fieldName })?.value else {
                throw S3Error(
                    "MalformedTrailerError",
                    400,
                    "The request contained trailing data that was not well-formed or did not "
                        + "conform to our published schema."
                )
            }
            expected = try BodyContract.value(text, of: algorithm)
        }
        guard expected ?? value == value else {
            throw S3Error(
                "BadDigest",
                400,
                "The \(algorithm.label) you specified did not match the calculated checksum."
            )
        }
        return StoredChecksum(algorithm: algorithm, value: value)
    }
}
