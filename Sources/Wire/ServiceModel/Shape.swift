/// The number of a shape in its model.
public struct ShapeID: Sendable, Hashable {
    /// Index into `Model.shapes`.
    public let index: Int

    /// Names the shape at an index of `Model.shapes`.
    public init(index: Int) { self.index = index }
}

/// One shape of a service model: its kind and its constraints; plain numbers, cheap to copy.
public struct Shape: Sendable {
    /// What values of the shape are.
    public enum Kind: UInt8, Sendable {
        /// Named members.
        case structure
        /// A list of one element shape.
        case list
        /// Text keys with values of one shape.
        case map
        /// Text.
        case string
        /// A signed 32-bit number.
        case integer
        /// A signed 64-bit number.
        case long
        /// A truth value.
        case boolean
        /// A number with a fraction.
        case double
        /// A moment.
        case timestamp
        /// Bytes.
        case blob
    }

    /// What values of the shape are.
    public var kind: Kind
    /// Whether values must not be shown.
    public var isSensitive = false
    /// Whether a list or map has no element around its elements on the wire.
    public var isFlattened = false
    /// The smallest length, count or value; `Int64.min` when there is none.
    public var minimum = Int64.min
    /// The largest length, count or value; `Int64.max` when there is none.
    public var maximum = Int64.max
    /// Index into `Model.patterns`, or -1.
    public var pattern = -1
    /// Members of a structure in order; the element of a list; key and value of a map: indices
    /// into `Model.members`.
    public var members = 0..<0
    /// How moments are written.
    public var timestampForm = TimestampForm.iso8601
    /// Allowed values: indices into `Model.enumerationValues`; empty when any value is allowed.
    public var enumeration = 0..<0

    /// A shape of this kind without constraints.
    public init(kind: Kind) { self.kind = kind }
}
