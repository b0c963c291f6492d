import ServiceModel

/// Splits and decodes `application/x-www-form-urlencoded` bytes in one pass.
struct FormReader {
    private(set) var parameters: [Form.Parameter] = []

    init() { parameters.reserveCapacity(16) }

    /// Appends the decoded names and values to `out`, and notes where they are.
    mutating func read(
        _ encoded: Span<UInt8>,
        into out: inout OutputSpan<UInt8>
    ) throws(ServiceError) {
        var index = 0
        var start = out.count
        var valueStart = -1
        while index < encoded.count {
            let byte = encoded[index]
            index += 1
            switch byte {
            case 0x26:
                try finish(start, valueStart, out.count)
                start = out.count
                valueStart = -1
            case 0x3D where valueStart < 0:
                valueStart = out.count
            case 0x2B:
                out.append(0x20)
            case 0x25:
                guard index + 1 < encoded.count, let high = Self.digit(encoded[index]),
                    let low = Self.digit(encoded[index + 1])
                else { throw .malformedQueryString }
                out.append(high << 4 | low)
                index += 2
            default:
                out.append(byte)
            }
        }
        try finish(start, valueStart, out.count)
    }

    /// Notes a parameter; nothing between two separators is none.
    private mutating func finish(
        _ start: Int,
        _ valueStart: Int,
        _ end: Int
    ) throws(ServiceError) {
        if start == end && valueStart < 0 { return }
        let nameEnd = valueStart < 0 ? end : valueStart
        guard parameters.count < Limits.parameters, nameEnd - start <= Limits.nameBytes else {
            throw .malformedQueryString
        }
        parameters.append(Form.Parameter(name: start..<nameEnd, value: nameEnd..<end))
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
