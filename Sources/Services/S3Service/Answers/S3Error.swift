/// An error as S3 tells it: a code, a status, a sentence, and elements of its own.
///
/// - Source: S3 API Reference, "Error responses".
public struct S3Error: Error, Hashable, Sendable {
    /// The code, such as `NoSuchKey`.
    public let code: String
    /// The HTTP status.
    public let status: Int
    /// The sentence for people.
    public let message: String
    /// Further elements in order, such as `BucketName`.
    public var details: [Detail]

    /// An element of an error besides the usual ones.
    public struct Detail: Hashable, Sendable {
        /// The element's name.
        public let name: String
        /// The element's text.
        public let value: String

        /// Joins a name and a text.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Builds an error.
    public init(_ code: String, _ status: Int, _ message: String, details: [Detail] = []) {
        self.code = code
        self.status = status
        self.message = message
        self.details = details
    }

    /// The same error with one more element.
    func with(_ name: String, _ value: String) -> S3Error {
        var copy = self
        copy.details.append(Detail(name, value))
        return copy
    }
}
