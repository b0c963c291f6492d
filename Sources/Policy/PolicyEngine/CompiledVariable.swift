/// A variable in a pattern: a key, and the text that stands in for an absent one.
struct CompiledVariable: Sendable {
    var keyHash: UInt64
    var key: Slice
    var fallback: Slice?
}
