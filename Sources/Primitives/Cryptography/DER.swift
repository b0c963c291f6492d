/// The few forms of DER (X.690) that a public key is made of.
enum DER {
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case sequence = 0x30
    }

    /// The contents of the element at the start, which is taken off; nil when it is not of the tag.
    static func next(_ rest: inout ArraySlice<UInt8>, _ tag: Tag) -> ArraySlice<UInt8>? {
        guard rest.popFirst() == tag.rawValue, let first = rest.popFirst() else { return nil }
        var count = Int(first)
        if first >= 0x80 {
            // Lengths of up to three bytes: sixteen megabytes are more than any key.
            let width = Int(first & 0x7F)
            guard (1...3).contains(width), rest.count >= width else { return nil }
            count = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
            guard count >= 0x80 else { return nil }
        }
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// An element with its length.
    static func element(_ tag: Tag, _ contents: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if contents.count < 0x80 {
            length = [UInt8(contents.count)]
        } else {
            var rest = contents.count
            while rest > 0 {
                length.insert(UInt8(rest & 255), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag.rawValue] + length + contents
    }

    /// A positive number's bytes: a zero before a first byte that would look negative.
    static func positive(_ bytes: [UInt8]) -> [UInt8] {
        bytes.first ?? 0 < 0x80 ? bytes : [0] + bytes
    }
}
