/// Session policies and tags that take more than their packed limit: `PackedPolicyTooLarge`.
public struct PackedSizeExceeded: Error, Hashable {
    /// How much of the limit they take, in per cent; over 100.
    public let percent: Int
}
