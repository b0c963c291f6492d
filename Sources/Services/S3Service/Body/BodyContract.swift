import Cryptography
import HTTPMessage

/// What a request's head promises about its body.
struct BodyContract: Sendable {
    /// Bytes of the object, without any framing; nil for a body that may be absent.
    var length: Int64?
    /// `Content-MD5`.
    var md5: [UInt8]?
    /// The checksum to compute.
    var algorithm: ChecksumAlgorithm?
    /// Its value, where a header field gives it.
    var checksum: [UInt8]?
    /// Whether its value comes after the body.
    var isInTrailer = false

    /// Reads the head.
    ///
    /// - Throws: `InvalidDigest`, `InvalidRequest` or `InvalidArgument` for malformed fields.
    init(_ request: S3Request, payload: S3Payload) throws(S3Error) {
        length = try Self.length(of: request, payload: payload)
        if let text = request.header("content-md5") {
            guard let digest = Base64.bytes(text.utf8), digest.count == 16 else {
                throw S3Error.invalidDigest.with("Content-MD5", text)
            }
            md5 = digest
        }
        try readChecksum(request)
        try readTrailer(request, payload: payload)
        let promised = request.header("x-amz-sdk-checksum-algorithm")
        if let promised, algorithm == nil {
            guard ChecksumAlgorithm(label: promised) != nil else {
                throw .invalidRequest(
                    "Value for x-amz-sdk-checksum-algorithm header is invalid."
                )
            }
            throw .invalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
                    + "x-amz-trailer headers were found."
            )
        }
    }

    /// Whether the head names any digest of the body besides the signature's.
    var hasDigest: Bool { md5 != nil || algorithm != nil }

    private static func length(
        of request: S3Request,
        payload: S3Payload
    ) throws(S3Error) -> Int64? {
        guard case .chunked = payload else {
            guard let text = request.header("content-length") else { return nil }
            guard let length = Int64(text), length >= 0 else { throw .missingContentLength }
            return length
        }
        guard let text = request.header("x-amz-decoded-content-length") else {
            throw .missingContentLength
        }
        guard let length = Int64(text), length >= 0 else {
            throw .invalidArgument(
                "x-amz-decoded-content-length is not a number",
                "x-amz-decoded-content-length",
                text
            )
        }
        return length
    }

    private mutating func readChecksum(_ request: S3Request) throws(S3Error) {
        for field in request.head.fields {
            guard field.name.count > 15 else { continue }
            let name = request.head.text(field.name).lowercased()
            guard let found = ChecksumAlgorithm(fieldName: name) else { continue }
            guard algorithm == nil else {
                throw .invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not "
                        + "allowed."
                )
            }
            algorithm = found
            checksum = try Self.value(request.head.text(field.value), of: found)
        }
    }

    private mutating func readTrailer(_ request: S3Request, payload: S3Payload) throws(S3Error) {
        guard case .chunked = payload, let text = request.header("x-amz-trailer") else { return }
        guard let found = ChecksumAlgorithm(fieldName: text.lowercased()) else {
            throw .invalidRequest(
                "The value specified in the x-amz-trailer header is not supported"
            )
        }
        guard algorithm == nil else {
            throw .invalidRequest("Expecting a single x-amz-checksum- header")
        }
        algorithm = found
        isInTrailer = true
    }

    /// Decodes a checksum as clients write it.
    static func value(
        _ text: String,
        of algorithm: ChecksumAlgorithm
    ) throws(S3Error) -> [UInt8] {
        guard let bytes = Base64.bytes(text.utf8), bytes.count == algorithm.length else {
            throw .invalidRequest("Value for \(algorithm.fieldName) header is invalid.")
        }
        return bytes
    }
}
