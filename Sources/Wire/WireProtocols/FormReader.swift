import ServiceModel

/// Splits `application/x-www-form-urlencoded` bytes and decodes them where they stand, in one pass.
struct FormReader {
    private(set) var parameters: [Form.Parameter] = []

    /// Room for a session with ten tags.
    init() { parameters.reserveCapacity(30) }

    /// Decodes the names and values in a range of `bytes`, and notes where they are.
    mutating func read(
        _ encoded: Range<Int>,
        of bytes: inout MutableSpan<UInt8>
    ) throws(ServiceError) {
        var name: Range<Int>?
        var start = encoded.lowerBound
        while true {
            let (end, next) = try Self.decode(
                start..<encoded.upperBound,
                of: &bytes,
                isName: name == nil
            )
            if next < encoded.upperBound, name == nil, bytes[next] == 0x3D {
                name = start..<end
            } else {
                try finish(name, start..<end)
                guard next < encoded.upperBound else { return }
                name = nil
            }
            start = next + 1
        }
    }

    /// Decodes a name or a value; tells where it ends now, and where it did.
    ///
    /// What is decoded is no longer than what was encoded, so it takes the beginning of its place.
    /// Up to the first escape, nothing moves.
    private static func decode(
        _ encoded: Range<Int>,
        of bytes: inout MutableSpan<UInt8>,
        isName: Bool
    ) throws(ServiceError) -> (end: Int, next: Int) {
        precondition(encoded.lowerBound >= 0 && encoded.upperBound <= bytes.count)
        var next = encoded.lowerBound
        while next < encoded.upperBound, !isSpecial(bytes[next]) { next += 1 }
        var end = next
        while next < encoded.upperBound {
            let byte = bytes[next]
            switch byte {
            case 0x26:
                return (end, next)
            case 0x3D where isName:
                return (end, next)
            case 0x2B:
                bytes[end] = 0x20
            case 0x25:
                guard next + 2 < encoded.upperBound, let high = digit(bytes[next + 1]),
                    let low = digit(bytes[next + 2])
                else { throw .malformedQueryString }
                bytes[end] = high << 4 | low
                next += 2
            default:
                bytes[end] = byte
            }
            end += 1
            next += 1
        }
        return (end, next)
    }

    /// Notes a parameter by its name and what follows that, or what stands there without a name;
    /// nothing between two separators is none.
    private mutating func finish(
        _ name: Range<Int>?,
        _ rest: Range<Int>
    ) throws(ServiceError) {
        if name == nil && rest.isEmpty { return }
        let parameter = Form.Parameter(
            name: name ?? rest,
            value: name == nil ? rest.upperBound..<rest.upperBound : rest
        )
        guard parameters.count < Limits.parameters, parameter.name.count <= Limits.nameBytes else {
            throw .malformedQueryString
        }
        parameters.append(parameter)
    }

    /// Whether a byte may stand for another one, or end a name or a value.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x25, 0x26, 0x2B, 0x3D: true
        default: false
        }
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
