extension String {
    /// Whether both are the same bytes of UTF-8: `==` also takes texts for equal that only look so,
    /// as `K` and the Kelvin sign.
    ///
    /// - Source: The Swift Programming Language, "Strings and Characters", canonical equivalence.
    public func hasSameBytes(as other: String) -> Bool {
        let (left, right) = (utf8Span.span, other.utf8Span.span)
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}
