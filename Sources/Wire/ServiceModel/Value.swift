public import Base

/// A member's value as services see it, free of how the wire wrote it.
public enum Value: Sendable, Hashable {
    /// Text.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A truth value.
    case boolean(Bool)
    /// A number with a fraction.
    case double(Double)
    /// A moment.
    case timestamp(Timestamp)
    /// Bytes; base64 on the wire.
    case blob([UInt8])
    /// Values in order.
    case list([Self])
    /// Keys with their values, in the order in which they were given.
    case map(Structure)
    /// Named members.
    case structure(Structure)
}
