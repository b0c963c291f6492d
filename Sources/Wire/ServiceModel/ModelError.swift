/// What is wrong with the text of a service model.
public struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was expected.
    public let message: String
    /// The line, counted from one.
    public let line: Int

    /// The message with the line.
    public var description: String { "service model, line \(line): \(message)" }
}
