public import Base

/// The head of one HTTP request, exactly as it came: one buffer, and where each part lies in it.
///
/// Nothing is decoded, so that a signature can be computed over what the client sent. The server's
/// guard has already refused what RFC 9112 calls malformed.
public struct RequestHead: Sendable {
    /// One header field; ranges index `RequestHead.bytes`.
    public struct Field: Sendable {
        /// The name as received.
        public let name: Range<Int>
        /// The value without the white space around it.
        public let value: Range<Int>

        /// Builds a field from its ranges.
        public init(name: Range<Int>, value: Range<Int>) {
            self.name = name
            self.value = value
        }
    }

    /// All bytes that the ranges point into.
    public let bytes: [UInt8]
    /// The method, such as `GET`.
    public let method: Range<Int>
    /// The path of the request target as received, without the query.
    public let path: Range<Int>
    /// The query as received, without the question mark; empty when there is none.
    public let query: Range<Int>
    /// The header fields in the order in which they came, repeated ones included.
    public let fields: [Field]
    /// The address of the peer of the connection.
    public let peer: IPAddress
    /// Whether the connection is under TLS.
    public let isSecure: Bool

    /// Builds a head from a buffer and the places of its parts.
    public init(
        bytes: [UInt8],
        method: Range<Int>,
        path: Range<Int>,
        query: Range<Int>,
        fields: [Field],
        peer: IPAddress,
        isSecure: Bool
    ) {
        self.bytes = bytes
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.peer = peer
        self.isSecure = isSecure
    }

    /// Builds a head from texts; meant for tests and for callers without a socket.
    public init(
        method: String,
        target: String,
        fields: [(String, String)],
        peer: IPAddress = IPAddress(v4: 0x7F00_0001),
        isSecure: Bool = false
    ) {
        var bytes: [UInt8] = []
        func append(_ text: some Sequence<UInt8>) -> Range<Int> {
            let start = bytes.count
            bytes.append(contentsOf: text)
            return start..<bytes.count
        }
        let methodRange = append(method.utf8)
        let pieces = target.utf8.split(
            separator: 0x3F,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let pathRange = append(pieces[0])
        let queryRange = pieces.count == 2 ? append(pieces[1]) : bytes.count..<bytes.count
        var places: [Field] = []
        for (name, value) in fields {
            places.append(Field(name: append(name.utf8), value: append(value.utf8)))
        }
        self.init(
            bytes: bytes,
            method: methodRange,
            path: pathRange,
            query: queryRange,
            fields: places,
            peer: peer,
            isSecure: isSecure
        )
    }

    /// The text in a range of `bytes`, repaired where it is not UTF-8.
    public func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether the range holds exactly these bytes.
    public func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        let start = unsafe text.utf8Start
        for offset in 0..<range.count
        where unsafe bytes[range.lowerBound + offset] != start[offset] {
            return false
        }
        return true
    }

    /// The place of the first field with this lower-case name; names compare without case.
    public func field(_ lowercaseName: StaticString) -> Range<Int>? {
        for field in fields where hasName(field, lowercaseName) { return field.value }
        return nil
    }

    /// The value of the first field with this lower-case name.
    public func value(_ lowercaseName: StaticString) -> String? {
        field(lowercaseName).map(text)
    }

    /// Whether the field has this lower-case name, without regard to case.
    public func hasName(_ field: Field, _ lowercaseName: StaticString) -> Bool {
        guard field.name.count == lowercaseName.utf8CodeUnitCount else { return false }
        let start = unsafe lowercaseName.utf8Start
        for offset in 0..<field.name.count {
            var byte = bytes[field.name.lowerBound + offset]
            if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
            guard unsafe byte == start[offset] else { return false }
        }
        return true
    }
}
