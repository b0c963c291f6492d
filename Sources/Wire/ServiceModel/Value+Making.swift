public import Base

extension Value {
    /// A text, or nil for nil: `["Description": .optional(role.description)]`.
    public static func optional(_ text: String?) -> Self? { text.map { .string($0) } }

    /// A whole number, or nil for nil.
    public static func optional(_ number: Int?) -> Self? { number.map { .integer(Int64($0)) } }

    /// A truth value, or nil for nil.
    public static func optional(_ truth: Bool?) -> Self? { truth.map { .boolean($0) } }

    /// A moment, or nil for nil.
    public static func optional(_ moment: Timestamp?) -> Self? { moment.map { .timestamp($0) } }

    /// A structure, or nil for nil.
    public static func optional(_ structure: Structure?) -> Self? {
        structure.map { .structure($0) }
    }

    /// A whole number.
    public static func integer(_ number: Int) -> Self { .integer(Int64(number)) }

    /// A list of texts.
    public static func strings(_ texts: [String]) -> Self { .list(texts.map { .string($0) }) }

    /// A list of structures.
    public static func structures(_ structures: [Structure]) -> Self {
        .list(structures.map { .structure($0) })
    }

    /// A list of `Key` and `Value` structures.
    public static func tags(_ tags: [Tag]) -> Self {
        .list(tags.map { ["Key": .string($0.key), "Value": .string($0.value)] })
    }
}
