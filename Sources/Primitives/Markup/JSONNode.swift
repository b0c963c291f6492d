/// One value, or the name of a member.
struct JSONNode: Sendable {
    var kind: JSONKind
    /// Whether a string holds escapes.
    var isEscaped = false
    /// Where the value begins; for strings the byte after the quote.
    var start: UInt32
    /// Where it ends; for strings the closing quote.
    var end: UInt32
    /// The index of the node after this one and all inside it.
    var next: UInt32
    /// Elements or members.
    var count: UInt32 = 0
}
