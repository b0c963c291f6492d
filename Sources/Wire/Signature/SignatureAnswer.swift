/// What a client is told about its signature.
public struct SignatureAnswer: Sendable, Hashable {
    /// An element of S3's error besides the usual ones.
    public struct Detail: Sendable, Hashable {
        /// The element's name.
        public let name: String
        /// The element's text.
        public let value: String
    }

    /// AWS's code, such as `SignatureDoesNotMatch`.
    public let code: String
    /// AWS's sentence.
    public let message: String
    /// The HTTP status.
    public let status: Int
    /// S3's further elements, in order; empty for other services.
    public var details: [Detail] = []

    init(_ code: String, _ status: Int, _ message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    /// The same answer with one more element.
    func with(_ name: String, _ value: String) -> SignatureAnswer {
        var copy = self
        copy.details.append(Detail(name: name, value: value))
        return copy
    }
}

/// Whose words a failure is told in.
public enum SignatureDialect: Sendable {
    /// The Query services': IAM and STS.
    case query
    /// EC2's.
    case ec2
    /// The services' with JSON.
    case json
    /// S3's.
    case s3
}

extension SignatureFailure {
    /// AWS's code, status and sentence for the failure.
    ///
    /// No answer repeats a secret, a token or a signature.
    public func answer(in dialect: SignatureDialect) -> SignatureAnswer {
        switch dialect {
        case .query: queryAnswer
        case .ec2: ec2Answer
        case .json: jsonAnswer
        case .s3: s3Answer
        }
    }
}
