internal import CCurl

/// Sends requests over HTTPS, with limits on size and time, and on where it connects to.
///
/// No redirect is followed, no proxy used, and nothing is kept between requests.
public struct Fetcher: Sendable {
    /// Why there is no answer.
    public enum Failure: Error, Sendable {
        /// No connection, or no answer in time.
        case unreachable
        /// The server's certificate is not trusted.
        case untrusted
        /// The answer is too long, or has another status than the one that is needed.
        case refused
    }

    private let authorities: String?
    private let allowsPrivate: Bool
    private let detours: [String]

    /// Takes the PEM file of the certificates to trust in place of the system's, and whether
    /// addresses that are not public may be connected to.
    ///
    /// A detour `HOST:PORT:HOST:PORT` leads to the second place what is for the first; the name that
    /// the server's certificate must have stays the first.
    public init(
        authorities: String? = nil,
        allowsPrivate: Bool = false,
        detours: [String] = []
    ) {
        self.authorities = authorities
        self.allowsPrivate = allowsPrivate
        self.detours = detours
    }

    /// Gets a document; waits for it.
    ///
    /// - Parameters:
    ///   - url: what to get.
    ///   - isInsecure: whether it is plain HTTP, which reaches loopback addresses only.
    /// - Returns: the body.
    /// - Throws: `Failure`; also for another status than 200.
    public func get(_ url: String, isInsecure: Bool = false) throws(Failure) -> [UInt8] {
        let answer = try send(OutgoingRequest(url: url, isInsecure: isInsecure))
        guard answer.status == 200 else { throw .refused }
        return answer.body
    }

    /// Sends a request and waits for the answer, whatever its status.
    public func send(_ request: OutgoingRequest) throws(Failure) -> IncomingAnswer {
        var answer = IncomingAnswer(status: 0, body: [])
        let outcome = unsafe withOrder(request) { order in
            unsafe Self.run(order, into: &answer)
        }
        switch outcome {
        case CURL_DONE: return answer
        case CURL_UNTRUSTED: throw .untrusted
        case CURL_TOO_LONG: throw .refused
        default: throw .unreachable
        }
    }

    private func withOrder(
        _ request: OutgoingRequest,
        _ body: (UnsafePointer<curl_order>) -> curl_outcome
    ) -> curl_outcome {
        let lines = request.fields.map { "\($0.name): \($0.value)" }
        let fingerprints = request.fingerprints.filter { $0.count == 20 }.flatMap { $0 }
        let head = [request.method, request.url, request.wantedField ?? ""]
        let groups = [head, lines, detours]
        return unsafe withTexts(groups) { texts in
            unsafe withAuthorities { authorities in
                unsafe withBytes(request.body, fingerprints) { bytes, fingerprints in
                    var order = unsafe curl_order()
                    unsafe order.method = texts[0]
                    unsafe order.url = texts[1]
                    unsafe order.wanted_field = texts[2]
                    // SAFETY: each group of `texts` ends with nil, and outlives the call.
                    unsafe order.fields = texts.baseAddress.map { unsafe $0 + 4 }
                    unsafe order.detours = texts.baseAddress.map { unsafe $0 + 5 + lines.count }
                    unsafe order.body = bytes.baseAddress
                    unsafe order.body_count = bytes.count
                    unsafe order.fingerprints = fingerprints.baseAddress
                    unsafe order.fingerprint_count = fingerprints.count / 20
                    unsafe order.authorities = authorities
                    unsafe order.connect_milliseconds = Limits.connectMilliseconds
                    unsafe order.milliseconds = request.milliseconds ?? Limits.milliseconds
                    unsafe order.limit = Limits.bytes
                    unsafe order.allows_private = allowsPrivate ? 1 : 0
                    unsafe order.is_insecure = request.isInsecure ? 1 : 0
                    return unsafe body(&order)
                }
            }
        }
    }

    private func withBytes(
        _ left: [UInt8],
        _ right: [UInt8],
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> curl_outcome
    ) -> curl_outcome {
        unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in unsafe body(left, right) }
        }
    }

    /// C strings, with nil after the last of each group.
    private func withTexts(
        _ groups: [[String]],
        _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> curl_outcome
    ) -> curl_outcome {
        let groups = groups.map { $0.map { Array($0.utf8CString) } }
        let all = groups.flatMap { $0.flatMap { $0 } }
        return unsafe all.withUnsafeBufferPointer { all in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            var offset = 0
            for group in groups {
                for text in group {
                    // SAFETY: each text lies in `all`, which outlives the call.
                    unsafe pointers.append(all.baseAddress.map { unsafe $0 + offset })
                    offset += text.count
                }
                unsafe pointers.append(nil)
            }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0) }
        }
    }

    private func withAuthorities(
        _ body: (UnsafePointer<CChar>?) -> curl_outcome
    ) -> curl_outcome {
        guard let authorities else { return body(nil) }
        return unsafe authorities.withCString(body)
    }

    private static func run(
        _ order: UnsafePointer<curl_order>,
        into answer: inout IncomingAnswer
    ) -> curl_outcome {
        var filled = unsafe curl_answer()
        let outcome = unsafe curl_run(order, &filled)
        guard outcome == CURL_DONE else { return outcome }
        unsafe answer.status = filled.status
        if let body = unsafe filled.body {
            // SAFETY: on success `curl_run` hands over `count` bytes, freed here and nowhere else.
            answer.body = unsafe Array(UnsafeBufferPointer(start: body, count: filled.count))
            unsafe curl_body_free(body)
        }
        if let field = unsafe filled.field {
            // SAFETY: on success `curl_run` hands over `field_count` bytes, freed here alone.
            let text = unsafe UnsafeBufferPointer(start: field, count: filled.field_count)
            answer.field = unsafe String(decoding: text, as: UTF8.self)
            unsafe curl_body_free(field)
        }
        return outcome
    }
}
