import Base
import HTTPMessage

/// A request head with what S3 reads from it: method, bucket, key and query.
struct S3Request: Sendable {
    let head: RequestHead
    let method: S3Method
    /// The bucket that the host or the path names.
    let bucket: String?
    /// The key, decoded; never empty.
    let key: String?
    let query: QueryParameters

    /// Reads a head.
    ///
    /// - Throws: `InvalidURI` for broken escapes, `KeyTooLongError` over 1024 bytes.
    init(_ head: RequestHead) throws(S3Error) {
        self.head = head
        method = Self.method(of: head)
        query = head.query.isEmpty ? .none : try QueryParameters(head.bytes[head.query])
        var path = head.bytes[head.path]
        if path.first == 0x2F { path = path.dropFirst() }
        if let named = Self.bucketOfHost(head) {
            bucket = named
        } else {
            let end = path.firstIndex(of: 0x2F) ?? path.endIndex
            guard let name = PercentCoding.decode(path[..<end], plusIsSpace: false) else {
                throw .invalidURI
            }
            bucket = name.isEmpty ? nil : name
            path = end < path.endIndex ? path[(end + 1)...] : path[path.endIndex...]
            guard bucket != nil || path.isEmpty else { throw .invalidURI }
        }
        guard let key = PercentCoding.decode(path, plusIsSpace: false) else { throw .invalidURI }
        guard key.utf8.count <= Limits.keyBytes else {
            throw S3Error.keyTooLong.with("Size", String(key.utf8.count))
                .with("MaxSizeAllowed", String(Limits.keyBytes))
        }
        self.key = key.isEmpty ? nil : key
    }

    /// The path as sent, for `Resource` in errors.
    var resource: String { head.text(head.path) }

    /// The value of a header field; several of one name are joined, as RFC 9110 section 5.3 has it.
    func header(_ lowercaseName: StaticString) -> String? { head.value(lowercaseName) }

    private static func method(of head: RequestHead) -> S3Method {
        let method = head.method
        if head.matches(method, "GET") { return .get }
        if head.matches(method, "PUT") { return .put }
        if head.matches(method, "HEAD") { return .head }
        if head.matches(method, "POST") { return .post }
        if head.matches(method, "DELETE") { return .delete }
        return .other
    }

    /// The bucket in a virtual-hosted host: `NAME.s3.…`, `NAME.s3-…` or `NAME.localhost`.
    ///
    /// - Source: S3 User Guide, "Virtual hosting of general purpose buckets".
    private static func bucketOfHost(_ head: RequestHead) -> String? {
        guard let range = head.field("host") else { return nil }
        let bytes = head.bytes[range]
        // Addresses and single names, the usual hosts, name no bucket.
        guard let first = bytes.first, first != 0x5B, bytes.contains(0x2E), hasLetter(bytes)
        else { return nil }
        var host = String(decoding: bytes, as: UTF8.self).lowercased()
        if let colon = host.utf8.lastIndex(of: 0x3A) { host = String(host[..<colon]) }
        guard !host.hasPrefix("s3."), !host.hasPrefix("s3-") else { return nil }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1 else { return nil }
        for index in stride(from: labels.count - 1, to: 0, by: -1)
        where labels[index] == "s3" || labels[index].hasPrefix("s3-") {
            return labels[..<index].joined(separator: ".")
        }
        guard labels.last == "localhost" else { return nil }
        return labels.dropLast().joined(separator: ".")
    }

    private static func hasLetter(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }
}
