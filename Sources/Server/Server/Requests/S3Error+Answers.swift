internal import S3Service
internal import Signature

extension S3Error {
    /// A refused signature in S3's words.
    init(_ answer: SignatureAnswer) {
        self.init(
            answer.code,
            answer.status,
            answer.message,
            details: answer.details.map { Detail($0.name, $0.value) }
        )
    }

    /// - Source: S3 API Reference, "Error responses".
    static func malformedPolicy(_ message: String) -> S3Error {
        S3Error("MalformedPolicy", 400, message)
    }

    static let internalError = S3Error(
        "InternalError",
        500,
        "We encountered an internal error. Please try again."
    )
}
