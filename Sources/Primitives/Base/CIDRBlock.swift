/// A range of addresses: `203.0.113.0/24`, `2001:db8::/32`, or one address.
public struct CIDRBlock: Hashable, Sendable {
    /// The address as written, bits past the prefix included.
    public let base: IPAddress
    /// How many leading bits must agree, counted in the family's own width.
    public let prefixLength: Int

    /// Reads an address with or without a prefix length; nil when either is malformed.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(first) else { return nil }
        let width = base.isIPv4 ? 32 : 128
        self.base = base
        guard parts.count == 2 else {
            prefixLength = width
            return
        }
        guard (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = Int(parts[1]), length <= width
        else { return nil }
        prefixLength = length
    }

    /// Whether the address lies within; addresses of the other family never do.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.isIPv4 == base.isIPv4 else { return false }
        let bits = base.isIPv4 ? prefixLength + 96 : prefixLength
        let highMask: UInt64 = bits >= 64 ? .max : bits == 0 ? 0 : .max << UInt64(64 - bits)
        let lowBits = bits - 64
        let lowMask: UInt64 = lowBits <= 0 ? 0 : lowBits >= 64 ? .max : .max << UInt64(64 - lowBits)
        return (address.high ^ base.high) & highMask == 0 && (address.low ^ base.low) & lowMask == 0
    }
}
