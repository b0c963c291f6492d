internal import Base
internal import Cryptography
public import HTTPMessage

/// Reads what a request claims of its signature, strictly and within limits.
public struct SignatureReader {
    private let head: RequestHead

    private init(_ head: RequestHead) { self.head = head }

    /// What the request claims; nil for a request without any signature.
    ///
    /// - Throws: `SignatureFailure` for a signature that is malformed or of another scheme.
    public static func read(_ head: RequestHead) throws(SignatureFailure) -> SignedRequest? {
        let reader = SignatureReader(head)
        if let authorization = head.field("authorization") {
            return try reader.readHeader(authorization)
        }
        guard let algorithm = try reader.parameter("X-Amz-Algorithm") else {
            guard try reader.parameter("X-Amz-Signature") == nil,
                try reader.parameter("X-Amz-Credential") == nil
            else {
                throw .queryParameters("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
            }
            return nil
        }
        return try reader.readQuery(algorithm)
    }

    // MARK: The header

    private func readHeader(_ range: Range<Int>) throws(SignatureFailure) -> SignedRequest {
        let text = head.text(range)
        guard range.count <= Limits.authorizationBytes else { throw .unsupported("") }
        let scheme = text.prefix { $0 != " " }
        guard scheme == "AWS4-HMAC-SHA256" else {
            throw .unsupported(String(scheme.prefix(while: { $0 != "=" }).prefix(64)))
        }
        var parts: [Substring: Substring] = [:]
        for piece in text.dropFirst(scheme.count).split(separator: ",") {
            let trimmed = piece.drop { $0 == " " }
            guard let equals = trimmed.firstIndex(of: "=") else { continue }
            let name = trimmed[..<equals]
            guard parts[name] == nil else { throw incomplete(["Duplicate '\(name)'."], text) }
            parts[name] = trimmed[trimmed.index(after: equals)...]
        }
        var missing: [String] = []
        for name in ["Credential", "Signature", "SignedHeaders"] where parts[name[...]] == nil {
            missing.append("Authorization header requires '\(name)' parameter.")
        }
        guard let credential = parts["Credential"], let signature = parts["Signature"],
            let headers = parts["SignedHeaders"]
        else { throw incomplete(missing, text) }
        let (dateText, signedAt) = try readDate()
        let (payload, hash) = try readPayload(head.field("x-amz-content-sha256").map(head.text))
        return try make(
            .header, credential: String(credential), headers: String(headers),
            signature: String(signature), signedAt: signedAt, dateText: dateText, expires: nil,
            token: head.value("x-amz-security-token"), payload: payload, hash: hash)
    }

    private func incomplete(_ sentences: [String], _ text: String) -> SignatureFailure {
        .incomplete(sentences, authorizationHash: Base64.text(SHA256.hash(Array(text.utf8)).bytes))
    }

    private func readDate() throws(SignatureFailure) -> (String, Timestamp) {
        if let text = head.value("x-amz-date") {
            guard let time = Timestamp(basic: text) else { throw .date(text) }
            return (text, time)
        }
        guard let text = head.value("date") else { throw .date("") }
        if let time = Timestamp(basic: text) { return (text, time) }
        guard let time = Timestamp(http: text) else { throw .date(text) }
        return (time.text(.basic), time)
    }

    private func readPayload(
        _ text: String?
    ) throws(SignatureFailure) -> (SignedRequest.Payload, Digest256?) {
        switch text {
        case nil: return (.implied, nil)
        case "UNSIGNED-PAYLOAD": return (.unsigned, nil)
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": return (.signedChunks, nil)
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": return (.signedChunksWithTrailer, nil)
        case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": return (.unsignedChunksWithTrailer, nil)
        case .some(let text):
            guard let hash = Digest256(hex: text.utf8) else { throw .contentHash(text) }
            return (.announced, hash)
        }
    }

    // MARK: The query

    private func readQuery(_ algorithm: String) throws(SignatureFailure) -> SignedRequest {
        guard algorithm == "AWS4-HMAC-SHA256" else {
            throw .queryParameters("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
        }
        guard let credential = try parameter("X-Amz-Credential"),
            let date = try parameter("X-Amz-Date"), let signature = try parameter("X-Amz-Signature"),
            let headers = try parameter("X-Amz-SignedHeaders")
        else {
            throw .queryParameters(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, "
                    + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and "
                    + "X-Amz-Expires parameters.")
        }
        guard let signedAt = Timestamp(basic: date) else {
            throw .queryParameters(
                "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        }
        let expires = try readExpires(try parameter("X-Amz-Expires"))
        let announced =
            try parameter("X-Amz-Content-Sha256") ?? head.value("x-amz-content-sha256")
        let (payload, hash) = try readPayload(announced)
        return try make(
            .query, credential: credential, headers: headers, signature: signature,
            signedAt: signedAt, dateText: date, expires: expires,
            token: try parameter("X-Amz-Security-Token") ?? head.value("x-amz-security-token"),
            payload: payload, hash: hash)
    }

    private func readExpires(_ text: String?) throws(SignatureFailure) -> Int? {
        guard let text else { return nil }
        guard text.utf8.count <= 7, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let seconds = Int(text)
        else { throw .queryParameters("X-Amz-Expires should be a number") }
        guard seconds <= Limits.presignSeconds else {
            throw .queryParameters(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                    + "X-Amz-Expires must be less than \(Limits.presignSeconds) seconds")
        }
        return seconds
    }

    /// The decoded value of a query parameter; a parameter that stands twice is refused.
    private func parameter(_ name: StaticString) throws(SignatureFailure) -> String? {
        var found: String?
        var start = head.query.lowerBound
        while start < head.query.upperBound {
            var end = start
            var equals: Int?
            while end < head.query.upperBound, head.bytes[end] != 0x26 {
                if head.bytes[end] == 0x3D, equals == nil { equals = end }
                end += 1
            }
            if let equals, head.matches(start..<equals, name) {
                guard found == nil else { throw .queryParameters("\(name) stands twice") }
                found = PercentEncoding.decode(head.bytes[equals + 1..<end])
            }
            start = end + 1
        }
        return found
    }

    // MARK: Both

    private func make(
        _ form: SignedRequest.Form, credential: String, headers: String, signature: String,
        signedAt: Timestamp, dateText: String, expires: Int?, token: String?,
        payload: SignedRequest.Payload, hash: Digest256?
    ) throws(SignatureFailure) -> SignedRequest {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5 else { throw .credentialParts(String(credential.prefix(256))) }
        guard parts[4] == "aws4_request" else { throw .terminator(String(parts[4].prefix(64))) }
        guard isRegion(parts[2]) else { throw .region(String(parts[2].prefix(64))) }
        guard parts[3].utf8.count <= Limits.scopePart else { throw .service(expected: "") }
        guard dateText.hasPrefix(parts[1]), parts[1].utf8.count == 8 else {
            throw .scopeDate(scope: String(parts[1].prefix(16)), request: dateText)
        }
        guard let id = AccessKeyID(String(parts[0])) else {
            throw .unknownKey(String(parts[0].prefix(128)))
        }
        guard let digest = Digest256(hex: signature.utf8) else { throw .mismatch }
        let names = try signedNames(Array(headers.utf8))
        return SignedRequest(
            form: form, accessKeyID: id, date: String(parts[1]), region: String(parts[2]),
            service: String(parts[3]), signedAt: signedAt, expiresSeconds: expires,
            sessionToken: token, payload: payload, announcedHash: hash, signature: digest,
            signedHeaders: Array(headers.utf8), signedNames: names)
    }

    /// Lower-case letters, digits and hyphens, as every region of AWS has.
    private func isRegion(_ text: Substring) -> Bool {
        (1...Limits.scopePart).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D
            }
    }

    /// The signed names, which must be in lower case, in order and without repetition.
    private func signedNames(_ bytes: [UInt8]) throws(SignatureFailure) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x3B {
            let name = start..<index
            guard !name.isEmpty, names.count < Limits.signedHeaders,
                bytes[name].allSatisfy({ $0 > 0x20 && $0 < 0x7F && !(0x41...0x5A).contains($0) })
            else { throw .mismatch }
            if let last = names.last, !bytes[last].lexicographicallyPrecedes(bytes[name]) {
                throw .mismatch
            }
            names.append(name)
            start = index + 1
        }
        return names
    }
}
