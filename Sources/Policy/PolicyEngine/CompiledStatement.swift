/// A statement as indices into the flat arrays of its policy.
struct CompiledStatement: Sendable {
    /// How an element that has a Not form is written.
    enum Form: UInt8, Sendable {
        case absent
        case positive
        case negated
    }

    var isAllow: Bool
    var actionForm: Form
    var resourceForm: Form
    var principalForm: Form
    /// Patterns.
    var actions: Slice
    /// Patterns.
    var resources: Slice
    /// Principals.
    var principals: Slice
    /// Conditions.
    var conditions: Slice
}
