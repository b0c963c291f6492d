/// An action, such as `s3:GetObject`, ready to be looked up.
///
/// Make one per operation and keep it: preparing costs more than a decision.
public struct RequestedAction: Sendable, Hashable, CustomStringConvertible {
    /// The action as spelled.
    public let description: String
    /// The spelling in lower case; actions are told apart without regard to case.
    let bytes: [UInt8]
    /// The hash of the service's prefix and colon, then of each longer beginning.
    let hashes: [UInt64]

    /// Prepares an action.
    public init(_ text: String) {
        description = text
        bytes = text.utf8.map(asciiLowercased)
        var hash = TextHash()
        var hashes: [UInt64] = []
        hashes.reserveCapacity(bytes.count)
        var hasService = false
        for byte in bytes {
            hash.append(byte)
            if hasService || byte == 0x3A {
                hasService = true
                hashes.append(hash.value)
            }
        }
        self.hashes = hashes
    }

    /// Whether both are the same action.
    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    /// Feeds the action without regard to case.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
