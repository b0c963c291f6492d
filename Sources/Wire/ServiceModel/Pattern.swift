/// A regular expression of a service model, compiled; it must match the whole of a text.
public final class Pattern: Sendable {
    /// The expression as the model has it.
    public let text: String
    private let form: Form

    private enum Form: Sendable {
        /// Characters of one class, at least so many: nearly every pattern of the models.
        case run(CharacterClass, minimum: Int)
        /// Anything else.
        case program(PatternProgram)
    }

    /// Compiles an expression; nil when it uses what no AWS model does.
    public init?(_ text: String) {
        var parser = PatternParser(text)
        guard let node = parser.parse() else { return nil }
        self.text = text
        if case .repetition(.set(let set), let minimum, nil) = node {
            form = .run(set, minimum: minimum)
        } else {
            form = .program(PatternProgram(node))
        }
    }

    /// Whether the expression matches the whole text.
    ///
    /// - Complexity: O(*n*) for runs of one class. Other patterns take O(*n* · *states*) and do
    ///   not match texts of more than `Limits.patternedScalars`.
    public func matches(_ text: String) -> Bool {
        switch form {
        case .run(let set, let minimum):
            return Self.isRun(of: set, text, minimum: minimum)
        case .program(let program):
            guard text.utf8.count <= Limits.patternedScalars * 4 else { return false }
            let scalars = Array(text.unicodeScalars)
            return scalars.count <= Limits.patternedScalars && program.matches(scalars)
        }
    }

    private static func isRun(of set: CharacterClass, _ text: String, minimum: Int) -> Bool {
        let bytes = text.utf8Span.span
        guard bytes.count >= minimum else { return false }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte >= 0x80 { return isScalarRun(of: set, text, minimum: minimum) }
            guard set.contains(ascii: byte) else { return false }
        }
        return true
    }

    private static func isScalarRun(
        of set: CharacterClass,
        _ text: String,
        minimum: Int
    ) -> Bool {
        var count = 0
        for scalar in text.unicodeScalars {
            guard set.contains(scalar) else { return false }
            count += 1
        }
        return count >= minimum
    }
}
