import HTTPMessage

/// The list of signed header fields: lower case, strictly ascending, joined by semicolons.
struct SignedHeaderNames: Sendable {
    let text: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) throws(SignatureFailure) {
        guard text.count <= Limits.signedHeaders else { throw .malformedSignedHeaders }
        var previous: ArraySlice<UInt8> = []
        var start = text.startIndex
        var count = 0
        while start <= text.endIndex {
            let end = text.firstIndex(of: 0x3B, or: 0x3B, from: start)
            let name = text[start..<end]
            guard Self.isName(name), previous.lexicographicallyPrecedes(name),
                count < Limits.signedHeaderNames
            else {
                if text.isEmpty { throw .unsignedHeaders(["host"]) }
                throw .malformedSignedHeaders
            }
            previous = name
            count += 1
            start = end + 1
        }
        self.text = text
    }

    /// The names of fields that are signed, in any order and case.
    init(of names: [String]) {
        let sorted = Set(names.map { $0.lowercased() }).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        text = Array(sorted.joined(separator: ";").utf8)[...]
    }

    /// Requires that `host` is signed, and every field `x-amz-…` that is there.
    ///
    /// `x-amz-content-sha256` is part of what is signed in any case, and a session token proves
    /// nothing without the key that is derived for it.
    ///
    /// - Throws: `unsignedHeaders`.
    /// - Source: S3 API Reference, "Authenticating Requests: Using the Authorization Header",
    ///   CanonicalHeaders.
    func check(against head: RequestHead, isForS3: Bool) throws(SignatureFailure) {
        var unsigned: [String] = []
        if !containsHost { unsigned.append("host") }
        for field in head.fields {
            guard field.name.count > 6, Self.isAmazon(head.bytes, field.name.lowerBound) else {
                continue
            }
            if head.hasName(field, "x-amz-content-sha256") { continue }
            if !isForS3, head.hasName(field, "x-amz-security-token") { continue }
            if !contains(field, of: head) {
                unsigned.append(head.text(field.name).lowercased())
            }
        }
        guard unsigned.isEmpty else { throw .unsignedHeaders(unsigned) }
    }

    /// Runs a body with each name.
    @inline(__always)
    func forEach(_ body: (ArraySlice<UInt8>) -> Void) {
        var start = text.startIndex
        while start < text.endIndex {
            let end = text.firstIndex(of: 0x3B, or: 0x3B, from: start)
            body(text[start..<end])
            start = end + 1
        }
    }

    private var containsHost: Bool {
        var isThere = false
        forEach { if $0.equals("host") { isThere = true } }
        return isThere
    }

    private func contains(_ field: RequestHead.Field, of head: RequestHead) -> Bool {
        var isThere = false
        forEach { if head.hasName(field, $0) { isThere = true } }
        return isThere
    }

    private static func isAmazon(_ bytes: [UInt8], _ start: Int) -> Bool {
        bytes[start] | 0x20 == 0x78 && bytes[start + 1] == 0x2D && bytes[start + 2] | 0x20 == 0x61
            && bytes[start + 3] | 0x20 == 0x6D && bytes[start + 4] | 0x20 == 0x7A
            && bytes[start + 5] == 0x2D
    }

    /// Whether the bytes are a field name (RFC 9110, token) in lower case.
    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard !name.isEmpty else { return false }
        for byte in name {
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F,
                0x60, 0x7C, 0x7E:
                continue
            default: return false
            }
        }
        return true
    }
}
