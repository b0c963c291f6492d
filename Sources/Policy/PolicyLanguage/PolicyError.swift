public import Markup

/// Why IAM refuses a policy.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// IAM's error codes for policies.
    public enum Code: String, Sendable, Hashable {
        /// The document breaks the language's rules; status 400.
        case malformedPolicyDocument = "MalformedPolicyDocument"
        /// The document is larger than its kind may be; status 409.
        case limitExceeded = "LimitExceeded"
    }

    /// The code.
    public var code: Code
    /// IAM's message, word by word.
    public var message: String
    /// What exactly is wrong, where IAM does not say.
    public var detail: String?
    /// Where, when the document was read from a text.
    public var position: TextPosition?

    /// Makes an error.
    public init(
        _ message: String,
        code: Code = .malformedPolicyDocument,
        detail: String? = nil,
        position: TextPosition? = nil
    ) {
        self.code = code
        self.message = message
        self.detail = detail
        self.position = position
    }

    /// One line for people.
    public var description: String {
        var text = "\(code.rawValue): \(message)"
        if let detail { text += " (\(detail)" + (position.map { at($0) } ?? "") + ")" }
        return text
    }

    private func at(_ position: TextPosition) -> String {
        " at line \(position.line), column \(position.column)"
    }

    /// The error for a principal that does not exist or is no principal.
    ///
    /// - Source: terraform-provider-aws issues 1388 and 8905.
    public static func invalidPrincipal(
        _ value: String,
        kind: PrincipalElement.Kind = .aws
    ) -> PolicyError {
        let name = kind == .aws ? "AWS" : kind.rawValue.uppercased()
        return PolicyError("Invalid principal in policy: \"\(name)\":\"\(value)\"")
    }
}
