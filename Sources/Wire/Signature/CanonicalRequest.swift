internal import Cryptography
internal import HTTPMessage

/// The canonical form of a request, which both sides hash.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", step 1.
struct CanonicalRequest {
    private let head: RequestHead
    private var out: [UInt8] = []

    /// The bytes of the canonical request.
    ///
    /// - Parameters:
    ///   - isS3: S3's paths are encoded once and not normalized.
    ///   - payload: The last line.
    static func bytes(
        _ head: RequestHead, _ signed: SignedRequest, isS3: Bool, payload: [UInt8]
    ) -> [UInt8] {
        var request = CanonicalRequest(head: head)
        request.out.reserveCapacity(head.bytes.count + 256)
        request.out.append(contentsOf: head.bytes[head.method])
        request.out.append(0x0A)
        if isS3 { request.appendPathOnce() } else { request.appendPathTwice() }
        request.out.append(0x0A)
        request.appendQuery(withoutSignature: signed.form == .query)
        request.out.append(0x0A)
        for name in signed.signedNames { request.appendHeader(signed.signedHeaders, name) }
        request.out.append(0x0A)
        request.out.append(contentsOf: signed.signedHeaders)
        request.out.append(0x0A)
        request.out.append(contentsOf: payload)
        return request.out
    }

    private init(head: RequestHead) { self.head = head }

    private mutating func appendPathOnce() {
        let head = self.head
        PercentEncoding.appendCanonical(head.bytes.span, head.path, keeping: 0x2F, to: &out)
    }

    /// Dot segments and empty segments removed, then encoded a second time.
    private mutating func appendPathTwice() {
        guard head.path.count > 1 else {
            out.append(0x2F)
            return
        }
        var segments: [ArraySlice<UInt8>] = []
        for segment in head.bytes[head.path].split(separator: 0x2F) {
            if segment.elementsEqual([0x2E]) { continue }
            if segment.elementsEqual([0x2E, 0x2E]) {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        for segment in segments {
            out.append(0x2F)
            for byte in segment { PercentEncoding.appendEncoded(byte, to: &out) }
        }
        if segments.isEmpty || head.bytes[head.path.upperBound - 1] == 0x2F { out.append(0x2F) }
    }

    /// Parameters encoded, then in order of names, then of values.
    private mutating func appendQuery(withoutSignature: Bool) {
        guard !head.query.isEmpty else { return }
        var pairs: [(name: [UInt8], value: [UInt8])] = []
        let head = self.head
        let span = head.bytes.span
        var start = head.query.lowerBound
        while start <= head.query.upperBound {
            var end = start
            while end < head.query.upperBound, span[end] != 0x26 { end += 1 }
            if end > start {
                var equals = start
                while equals < end, span[equals] != 0x3D { equals += 1 }
                var name: [UInt8] = []
                var value: [UInt8] = []
                PercentEncoding.appendCanonical(span, start..<equals, keeping: nil, to: &name)
                if equals < end {
                    PercentEncoding.appendCanonical(span, equals + 1..<end, keeping: nil, to: &value)
                }
                if !(withoutSignature && name.elementsEqual("X-Amz-Signature".utf8)) {
                    pairs.append((name, value))
                }
            }
            start = end + 1
        }
        pairs.sort { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value)
                : left.name.lexicographicallyPrecedes(right.name)
        }
        for (index, pair) in pairs.enumerated() {
            if index > 0 { out.append(0x26) }
            out.append(contentsOf: pair.name)
            out.append(0x3D)
            out.append(contentsOf: pair.value)
        }
    }

    /// `name:value` and a line feed; values of repeated fields joined by commas.
    private mutating func appendHeader(_ names: [UInt8], _ name: Range<Int>) {
        out.append(contentsOf: names[name])
        out.append(0x3A)
        var isFirst = true
        for field in head.fields where isName(field.name, names, name) {
            if !isFirst { out.append(0x2C) }
            isFirst = false
            appendCollapsed(field.value)
        }
        out.append(0x0A)
    }

    private func isName(_ field: Range<Int>, _ names: [UInt8], _ name: Range<Int>) -> Bool {
        guard field.count == name.count else { return false }
        for offset in 0..<name.count {
            var byte = head.bytes[field.lowerBound + offset]
            if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
            if byte != names[name.lowerBound + offset] { return false }
        }
        return true
    }

    /// The value without white space at its ends, and with single spaces within.
    private mutating func appendCollapsed(_ range: Range<Int>) {
        var isPending = false
        let start = out.count
        for index in range {
            let byte = head.bytes[index]
            if byte == 0x20 || byte == 0x09 {
                isPending = true
                continue
            }
            if isPending, out.count > start { out.append(0x20) }
            isPending = false
            out.append(byte)
        }
    }
}
