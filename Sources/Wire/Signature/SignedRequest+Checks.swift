public import Base
package import Cryptography
public import HTTPMessage

extension SignedRequest {
    /// Checks that the credential is for the service, for a region, and for the signature's day.
    ///
    /// - Throws: `wrongScope`.
    public func checkScope(service: StaticString) throws(SignatureFailure) {
        let isToday = stamp.prefix(8).elementsEqual(scope.dateBytes)
        let isHere = scope.isFor(service: service)
        guard !(isToday && isHere && scope.hasValidRegion && scope.hasValidTerminator) else {
            return
        }
        throw .wrongScope(
            ScopeProblem(
                region: scope.hasValidRegion ? nil : scope.region,
                service: isHere ? nil : scope.service,
                expectedService: service.description,
                terminator: scope.hasValidTerminator ? nil : scope.terminatorBytes.text,
                date: isToday ? nil : scope.date,
                stamp: stamp.text,
                isPresigned: isPresigned
            )
        )
    }

    /// Checks that the request is neither too old nor from the future.
    ///
    /// A presigned request to S3 holds for as long as it says. Elsewhere the fifteen minutes hold
    /// whatever it says: clients keep presigned calls of STS as proofs of identity for that long.
    ///
    /// - Throws: `expired`, `notYetCurrent` or `presignedExpired`.
    /// - Source: S3 API Reference, "Authenticating Requests: Using Query Parameters"; for STS the
    ///   comment at `presignedURLExpiration` in kubernetes-sigs/aws-iam-authenticator.
    public func checkTime(now: Timestamp) throws(SignatureFailure) {
        guard signedAt <= now.adding(seconds: Limits.skewSeconds) else {
            throw .notYetCurrent(signedAt: signedAt, now: now)
        }
        if isPresigned, isForS3, let lifetimeSeconds {
            let end = signedAt.adding(seconds: Int64(lifetimeSeconds))
            guard now <= end else {
                throw .presignedExpired(
                    lifetimeSeconds: lifetimeSeconds,
                    expiredAt: end,
                    now: now
                )
            }
            return
        }
        guard signedAt.adding(seconds: Limits.skewSeconds) >= now else {
            throw .expired(signedAt: signedAt, now: now)
        }
    }

    /// Verifies the signature over a request whose body is here; for all services but S3.
    ///
    /// - Throws: `mismatch`.
    public func verify(
        _ head: RequestHead,
        body: borrowing Span<UInt8>,
        key: SigningKey
    ) throws(SignatureFailure) {
        let digest = SHA256.hash(body)
        try verify(head, bodyDigest: digest, key: key)
    }

    /// Verifies the signature over a request to S3, before its body.
    ///
    /// The body remains to be held to `payload` by the caller.
    ///
    /// - Throws: `mismatch`.
    public func verify(_ head: RequestHead, key: SigningKey) throws(SignatureFailure) {
        try verify(head, bodyDigest: nil, key: key)
    }

    private func verify(
        _ head: RequestHead,
        bodyDigest: Digest256?,
        key: SigningKey
    ) throws(SignatureFailure) {
        guard let signature,
            isSigned(head, bodyDigest, signature, key, isForS3 ? .encodedAnew : .encodedAgain)
                || isForS3 && isSigned(head, bodyDigest, signature, key, .asSent)
        else { throw .mismatch(accessKeyID: accessKeyID.text) }
    }

    /// Whether the key signed the request in this spelling.
    ///
    /// - Source: S3 API Reference, "Signature Calculations for the Authorization Header", `UriEncode`;
    ///   botocore, `S3SigV4Auth._normalize_url_path` and `SigV4Auth._canonical_query_string_url`, which
    ///   leave a URL as it is sent.
    private func isSigned(
        _ head: RequestHead,
        _ bodyDigest: Digest256?,
        _ signature: Digest256,
        _ key: SigningKey,
        _ spelling: CanonicalRequest.Spelling
    ) -> Bool {
        guard let canonical = canonicalRequest(head, bodyDigest, spelling) else { return false }
        return key.code(of: stringToSign(SHA256.hash(canonical)).span).isEqual(to: signature)
    }

    /// What both sides sign; for tests, and for the eyes of an operator.
    package func canonicalRequest(_ head: RequestHead, bodyDigest: Digest256?) -> [UInt8]? {
        canonicalRequest(head, bodyDigest, isForS3 ? .encodedAnew : .encodedAgain)
    }

    /// Nil when the payload's digest is missing.
    private func canonicalRequest(
        _ head: RequestHead,
        _ bodyDigest: Digest256?,
        _ spelling: CanonicalRequest.Spelling
    ) -> [UInt8]? {
        var canonical = CanonicalRequest(head: head, spelling: spelling)
        canonical.appendMethodPathAndQuery(isPresigned: isPresigned)
        canonical.appendHeaders(signedHeaders)
        if let payloadText {
            canonical.append(payloadText)
        } else {
            guard let bodyDigest else { return nil }
            canonical.append(bodyDigest)
        }
        return canonical.bytes
    }

    private func stringToSign(_ digest: Digest256) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(192)
        out.append(contentsOf: "AWS4-HMAC-SHA256\n".utf8)
        out.append(contentsOf: stamp)
        out.append(0x0A)
        out.append(contentsOf: scope.bytes)
        out.append(0x0A)
        digest.appendHex(to: &out)
        return out
    }
}
