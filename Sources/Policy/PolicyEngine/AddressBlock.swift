import Base

/// A range of addresses with its masks worked out.
struct AddressBlock: Sendable {
    let isIPv4: Bool
    let high: UInt64
    let low: UInt64
    let highMask: UInt64
    let lowMask: UInt64

    init?(_ text: String) {
        guard let block = CIDRBlock(text) else { return nil }
        isIPv4 = block.base.isIPv4
        let bits = isIPv4 ? block.prefixLength + 96 : block.prefixLength
        highMask = bits >= 64 ? .max : bits == 0 ? 0 : .max << UInt64(64 - bits)
        lowMask = bits <= 64 ? 0 : .max << UInt64(128 - bits)
        high = block.base.high & highMask
        low = block.base.low & lowMask
    }

    /// Whether the address lies within; addresses of the other family never do.
    @inline(__always)
    func contains(_ address: IPAddress) -> Bool {
        address.isIPv4 == isIPv4 && address.high & highMask == high && address.low & lowMask == low
    }
}
