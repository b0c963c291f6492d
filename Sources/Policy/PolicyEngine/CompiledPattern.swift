/// A pattern whose bytes lie in the pool of its policy.
struct CompiledPattern: Sendable {
    /// How the bytes are compared.
    enum Kind: UInt8, Sendable {
        /// All texts.
        case any
        /// No text.
        case never
        /// The very bytes.
        case literal
        /// Texts that begin with the bytes.
        case prefix
        /// `Glob.matches`.
        case glob
        /// `Glob.matchesParts`.
        case parts
        /// Variables to fill in, then `Glob.matches`.
        case template
        /// Variables to fill in, then `Glob.matchesParts`.
        case partsTemplate
    }

    var kind: Kind
    var bytes: Slice
}
