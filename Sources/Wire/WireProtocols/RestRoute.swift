import ServiceModel

/// The method and the path that call one operation of a REST protocol.
///
/// - Source: botocore, `serialize.py`, `BaseRestSerializer`, for the templates.
struct RestRoute {
    /// A part of a path between two slashes.
    private struct Segment {
        /// What must stand there, or the wire name of the member whose value stands there.
        let bytes: [UInt8]
        let isLabel: Bool
    }

    private let method: [UInt8]
    private let segments: [Segment]

    init(_ binding: HTTPBinding) {
        method = Array(binding.method.utf8)
        segments = Array(binding.template.utf8).split(
            separator: 0x2F,
            omittingEmptySubsequences: false
        ).map { part in
            let isLabel = part.first == 0x7B && part.last == 0x7D
            return Segment(
                bytes: Array(isLabel ? part.dropFirst().dropLast() : part),
                isLabel: isLabel
            )
        }
    }

    /// The labels with their decoded texts; nil when the request is for another operation.
    func labels(
        _ method: ArraySlice<UInt8>,
        _ path: [ArraySlice<UInt8>]
    ) -> [RestCall.Label]? {
        guard path.count == segments.count, method.elementsEqual(self.method) else { return nil }
        var labels: [RestCall.Label] = []
        for (segment, part) in zip(segments, path) {
            guard segment.isLabel else {
                guard part.elementsEqual(segment.bytes) else { return nil }
                continue
            }
            guard !part.isEmpty, let text = Self.decoded(part) else { return nil }
            labels.append(RestCall.Label(name: segment.bytes, text: text))
        }
        return labels
    }

    /// Nil for a broken escape, a zero byte, or bytes that are no UTF-8.
    private static func decoded(_ part: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var index = part.startIndex
        while index < part.endIndex {
            var byte = part[index]
            index += 1
            if byte == 0x25 {
                guard index + 1 < part.endIndex,
                    let high = Character(UnicodeScalar(part[index])).hexDigitValue,
                    let low = Character(UnicodeScalar(part[index + 1])).hexDigitValue
                else { return nil }
                byte = UInt8(high << 4 | low)
                index += 2
            }
            guard byte != 0 else { return nil }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
