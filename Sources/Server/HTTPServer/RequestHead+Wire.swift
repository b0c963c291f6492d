internal import Base
internal import CMicroHTTPD
internal import HTTPMessage

extension RequestHead {
    /// Copies a head out of the connection's buffer, as one block.
    init(_ head: UnsafePointer<http_head>, isSecure: Bool) {
        var bytes: [UInt8] = []
        // SAFETY: the guard has read so many bytes from there.
        let received = unsafe UnsafeBufferPointer(
            start: head.pointee.bytes,
            count: head.pointee.count
        )
        unsafe bytes.append(contentsOf: received)
        self.init(
            bytes: bytes,
            method: unsafe Range(head.pointee.method),
            path: unsafe Range(head.pointee.path),
            query: unsafe Range(head.pointee.query),
            fields: unsafe Self.fields(head),
            peer: unsafe IPAddress(head),
            isSecure: isSecure
        )
    }

    private static func fields(_ head: UnsafePointer<http_head>) -> [Field] {
        let count = unsafe Int(head.pointee.field_count)
        let offset = unsafe MemoryLayout<http_head>.offset(of: \.fields) ?? 0
        // SAFETY: a C array is imported as a tuple of its elements, laid out alike.
        let places = unsafe UnsafeRawPointer(head).advanced(by: offset)
            .assumingMemoryBound(to: http_field.self)
        var fields: [Field] = []
        fields.reserveCapacity(count)
        for index in 0..<count {
            let place = unsafe places[index]
            fields.append(Field(name: Range(place.name), value: Range(place.value)))
        }
        return fields
    }
}

extension Range where Bound == Int {
    init(_ range: http_range) {
        let start = Int(range.start)
        self = start..<start + Int(range.count)
    }
}

extension IPAddress {
    fileprivate init(_ head: UnsafePointer<http_head>) {
        let words = unsafe withUnsafeBytes(of: unsafe head.pointee.peer) { bytes in
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
