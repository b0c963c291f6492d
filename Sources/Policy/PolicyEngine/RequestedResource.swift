public import Base

/// What a request acts on: an ARN, or `*` for actions that name no resource.
public struct RequestedResource: Sendable, CustomStringConvertible {
    let bytes: [UInt8]
    /// Where the first five colons are; nil when the text is no ARN.
    let colons: [5 of Int32]?

    /// Prepares an ARN or `*`.
    public init(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    /// Prepares an ARN.
    public init(_ arn: ARN) { self.init(arn.description) }

    /// Prepares an ARN that is at hand as bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
        colons = findColons(bytes.span)
    }

    /// The text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Any resource, for actions that name none.
    public static let any = RequestedResource("*")
}

/// Where the five colons of an ARN are; nil when there are fewer or the text is no ARN.
func findColons(_ text: Span<UInt8>) -> [5 of Int32]? {
    guard text.count > 4, text[0] == 0x61, text[1] == 0x72, text[2] == 0x6E, text[3] == 0x3A else {
        return nil
    }
    var colons: [5 of Int32] = .init(repeating: 0)
    var found = 0
    var index = 3
    while index < text.count {
        if text[index] == 0x3A {
            colons[found] = Int32(truncatingIfNeeded: index)
            found += 1
            if found == 5 { return colons }
        }
        index += 1
    }
    return nil
}
