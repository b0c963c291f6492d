internal import Base
internal import CMicroHTTPD
internal import HTTPMessage

extension RequestHead {
    /// Copies a head out of the connection's buffer into one array.
    init(_ head: UnsafePointer<http_head>, isSecure: Bool) {
        let count = unsafe Int(head.pointee.field_count)
        let target = unsafe head.pointee.target
        let method = unsafe head.pointee.method
        var places: [Field] = []
        places.reserveCapacity(count)
        var bytes: [UInt8] = []
        var methodRange = 0..<0
        var targetRange = 0..<0
        unsafe withUnsafePointer(to: head.pointee.fields) { pointer in
            // SAFETY: a C array is imported as a tuple of its elements, laid out alike.
            unsafe pointer.withMemoryRebound(
                to: http_field.self, capacity: Int(HTTP_FIELD_LIMIT)
            ) { fields in
                var total = unsafe target.count + method.count
                for index in 0..<count {
                    total += unsafe fields[index].name.count + fields[index].value.count
                }
                bytes.reserveCapacity(total)
                methodRange = unsafe Self.append(method, to: &bytes)
                targetRange = unsafe Self.append(target, to: &bytes)
                for index in 0..<count {
                    places.append(
                        Field(
                            name: unsafe Self.append(fields[index].name, to: &bytes),
                            value: unsafe Self.append(fields[index].value, to: &bytes)))
                }
            }
        }
        let mark = bytes[targetRange].firstIndex(of: 0x3F) ?? targetRange.upperBound
        self.init(
            bytes: bytes, method: methodRange, path: targetRange.lowerBound..<mark,
            query: min(mark + 1, targetRange.upperBound)..<targetRange.upperBound, fields: places,
            peer: unsafe IPAddress(head), isSecure: isSecure)
    }

    private static func append(_ text: http_text, to bytes: inout [UInt8]) -> Range<Int> {
        let start = bytes.count
        let raw = unsafe UnsafeRawBufferPointer(start: text.bytes, count: text.count)
        unsafe bytes.append(contentsOf: raw)
        return start..<bytes.count
    }
}

extension IPAddress {
    fileprivate init(_ head: UnsafePointer<http_head>) {
        let words = unsafe withUnsafeBytes(of: head.pointee.peer) { bytes in
            unsafe (
                bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self).byteSwapped,
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).byteSwapped
            )
        }
        if unsafe head.pointee.peer_is_v4 != 0 {
            self.init(v4: UInt32(truncatingIfNeeded: words.0 >> 32))
        } else {
            self.init(v6High: words.0, low: words.1)
        }
    }
}
