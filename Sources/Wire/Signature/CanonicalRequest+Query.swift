import HTTPMessage

extension CanonicalRequest {
    private struct Parameter {
        /// Both index the buffer of encoded parameters.
        let name: Range<Int>
        let value: Range<Int>
    }

    /// Adds the parameters, decoded, encoded anew, and sorted by name and value.
    ///
    /// A parameter without an equals sign is one with an empty value. `+` is a space, as the services
    /// read it. As sent, nothing is decoded and nothing left out.
    mutating func appendQuery(isPresigned: Bool) {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(head.query.count + 64)
        var parameters: [Parameter] = []
        let isAsSent = spelling == .asSent
        let parts = head.bytes[head.query].split(
            separator: 0x26,
            omittingEmptySubsequences: !isAsSent
        )
        for part in parts {
            let middle = part.firstIndex(of: 0x3D) ?? part.endIndex
            let name = Self.append(part[..<middle], isAsSent, to: &encoded)
            if isPresigned, encoded[name].equals("X-Amz-Signature") { continue }
            let value = Self.append(part[middle...].dropFirst(), isAsSent, to: &encoded)
            parameters.append(Parameter(name: name, value: value))
        }
        parameters.sort { left, right in
            switch Self.order(encoded[left.name], encoded[right.name]) {
            case 0: Self.order(encoded[left.value], encoded[right.value]) < 0
            case let order: order < 0
            }
        }
        for (index, parameter) in parameters.enumerated() {
            if index > 0 { bytes.append(0x26) }
            bytes.append(contentsOf: encoded[parameter.name])
            bytes.append(0x3D)
            bytes.append(contentsOf: encoded[parameter.value])
        }
    }

    private static func append(
        _ text: ArraySlice<UInt8>,
        _ isAsSent: Bool,
        to encoded: inout [UInt8]
    ) -> Range<Int> {
        let start = encoded.count
        if isAsSent {
            encoded.append(contentsOf: text)
        } else {
            PercentCoding.appendNormalized(text, plusIsSpace: true, keepsSlash: false, to: &encoded)
        }
        return start..<encoded.count
    }

    /// Negative, zero or positive as the left comes before, equals or follows the right.
    private static func order(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
        for (a, b) in zip(left, right) where a != b { return Int(a) - Int(b) }
        return left.count - right.count
    }
}
