public import Base
public import Cryptography
public import HTTPMessage

/// Proves a signature, or tells why not.
public enum SignatureCheck {
    /// Checks what can be checked without knowing the key: service, times, and what must be signed.
    ///
    /// - Throws: `SignatureFailure`.
    public static func admit(
        _ head: RequestHead, _ signed: SignedRequest, service: String, now: Timestamp
    ) throws(SignatureFailure) {
        guard signed.service == service else { throw .service(expected: service) }
        try checkTime(signed, now: now)
        guard signed.signedNames.contains(where: { signed.signedHeaders[$0].elementsEqual("host".utf8) })
        else { throw .unsignedHost }
        let isS3 = service == "s3"
        switch signed.payload {
        case .implied:
            guard !isS3 || signed.form == .query else { throw .contentHash(nil) }
        case .announced: break
        case .unsigned, .signedChunks, .signedChunksWithTrailer, .unsignedChunksWithTrailer:
            // Only S3 takes a body that the signature does not cover as a whole.
            guard isS3 else { throw .contentHash("UNSIGNED-PAYLOAD") }
        }
        if isS3 { try checkSignedHeaders(head, signed) }
    }

    /// Compares the signature with the one that the key gives.
    ///
    /// - Parameter bodyHash: The hash of the body for `.implied`; S3 gives none.
    /// - Throws: `SignatureFailure.mismatch`.
    public static func verify(
        _ head: RequestHead, _ signed: SignedRequest, bodyHash: Digest256?, key: Digest256
    ) throws(SignatureFailure) {
        let isS3 = signed.service == "s3"
        let canonical = CanonicalRequest.bytes(
            head, signed, isS3: isS3, payload: payloadLine(signed, bodyHash))
        var text: [UInt8] = []
        text.reserveCapacity(160)
        text.append(contentsOf: "AWS4-HMAC-SHA256\n".utf8)
        text.append(contentsOf: signed.signedAt.text(.basic).utf8)
        text.append(0x0A)
        text.append(contentsOf: signed.scope.utf8)
        text.append(0x0A)
        SHA256.hash(canonical).appendHex(to: &text)
        guard HMACSHA256.code(of: text.span, key: key).isEqual(to: signed.signature) else {
            throw .mismatch
        }
    }

    private static func payloadLine(_ signed: SignedRequest, _ bodyHash: Digest256?) -> [UInt8] {
        var line: [UInt8] = []
        switch signed.payload {
        case .implied:
            guard let bodyHash else { return Array("UNSIGNED-PAYLOAD".utf8) }
            bodyHash.appendHex(to: &line)
        case .announced: signed.announcedHash?.appendHex(to: &line)
        case .unsigned: line = Array("UNSIGNED-PAYLOAD".utf8)
        case .signedChunks: line = Array("STREAMING-AWS4-HMAC-SHA256-PAYLOAD".utf8)
        case .signedChunksWithTrailer:
            line = Array("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER".utf8)
        case .unsignedChunksWithTrailer: line = Array("STREAMING-UNSIGNED-PAYLOAD-TRAILER".utf8)
        }
        return line
    }

    private static func checkTime(
        _ signed: SignedRequest, now: Timestamp
    ) throws(SignatureFailure) {
        let newest = now.adding(seconds: Limits.skewSeconds)
        guard signed.signedAt <= newest else {
            throw .notYetCurrent(
                signed: signed.signedAt.text(.basic), newest: newest.text(.basic),
                now: now.text(.basic))
        }
        if signed.form == .query, let seconds = signed.expiresSeconds {
            let end = signed.signedAt.adding(seconds: Int64(seconds))
            guard now <= end else {
                throw .presignExpired(
                    seconds: seconds, expires: end.text(.basic), now: now.text(.basic))
            }
            return
        }
        if signed.form == .query, signed.service == "s3" {
            throw .queryParameters(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, "
                    + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and "
                    + "X-Amz-Expires parameters.")
        }
        let oldest = now.adding(seconds: -Limits.skewSeconds)
        guard signed.signedAt >= oldest.truncatedToSeconds else {
            throw .expired(
                signed: signed.signedAt.text(.basic), oldest: oldest.text(.basic),
                now: now.text(.basic))
        }
    }

    /// Every `x-amz-` header must be signed; the content hash stands in the signature anyway.
    ///
    /// - Source: Amazon S3 API Reference, "Signature calculations: header-based auth",
    ///   CanonicalHeaders.
    private static func checkSignedHeaders(
        _ head: RequestHead, _ signed: SignedRequest
    ) throws(SignatureFailure) {
        var missing: [String] = []
        for field in head.fields where field.name.count > 6 {
            let name = head.text(field.name).lowercased()
            guard name.hasPrefix("x-amz-"), name != "x-amz-content-sha256" else { continue }
            let isSigned = signed.signedNames.contains { range in
                signed.signedHeaders[range].elementsEqual(name.utf8)
            }
            if !isSigned { missing.append(name) }
        }
        guard missing.isEmpty else { throw .unsignedHeaders(missing) }
    }
}
