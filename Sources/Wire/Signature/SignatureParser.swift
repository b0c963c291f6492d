public import HTTPMessage
import Base
import Cryptography

/// Reads the signature of a request, in its header or its query.
public enum SignatureParser {
    /// What the request says of its signature; nil when it has none.
    ///
    /// - Throws: what is wrong with its form; nothing here looks at keys or the time.
    /// - Source: IAM User Guide, "Authentication methods".
    public static func parse(_ head: RequestHead) throws(SignatureFailure) -> SignedRequest? {
        let fields = SigningFields(head)
        let query = head.query.isEmpty ? nil : try QuerySignature(head)
        switch (fields.authorization, query) {
        case (nil, nil): return nil
        case (.some, .some): throw .severalMechanisms
        case (let range?, nil):
            guard !fields.hasRepeated else { throw .severalMechanisms }
            return try header(head.bytes[range], fields: fields, of: head)
        case (nil, let query?):
            guard !fields.hasRepeated else { throw .severalMechanisms }
            return try presigned(query, fields: fields, of: head)
        }
    }

    private static func header(
        _ authorization: ArraySlice<UInt8>,
        fields: SigningFields,
        of head: RequestHead
    ) throws(SignatureFailure) -> SignedRequest {
        let parts = try AuthorizationHeader(authorization, hasDate: fields.hasDate)
        let scope = try scope(parts.credential, isPresigned: false)
        return try request(
            scope,
            stamp: try stamp(fields, of: head),
            signedHeaders: parts.signedHeaders,
            signature: parts.signature,
            token: fields.token.map { head.bytes[$0] },
            payloadText: fields.payloadDigest.map { head.bytes[$0] },
            lifetime: nil,
            isPresigned: false,
            of: head
        )
    }

    private static func presigned(
        _ query: QuerySignature,
        fields: SigningFields,
        of head: RequestHead
    ) throws(SignatureFailure) -> SignedRequest {
        let scope = try scope(query.credential, isPresigned: true)
        guard let stamp = SigningStamp(basic: query.date) else {
            throw .malformedDate(query.date.text, isPresigned: true)
        }
        let isForS3 = scope.isFor(service: "s3")
        let lifetime: Int? =
            if let text = query.lifetime { try Self.lifetime(text) } else { nil }
        guard lifetime != nil || !isForS3 else { throw .incompleteQuery(missing: .lifetime) }
        let declared = fields.payloadDigest.map { head.bytes[$0] } ?? query.payloadDigest
        let payload = declared ?? (isForS3 ? Array("UNSIGNED-PAYLOAD".utf8)[...] : nil)
        return try request(
            scope,
            stamp: stamp,
            signedHeaders: query.signedHeaders,
            signature: query.signature,
            token: query.token ?? fields.token.map { head.bytes[$0] },
            payloadText: payload,
            lifetime: lifetime,
            isPresigned: true,
            of: head
        )
    }

    private static func request(
        _ scope: CredentialScope,
        stamp: SigningStamp,
        signedHeaders: ArraySlice<UInt8>,
        signature: ArraySlice<UInt8>,
        token: ArraySlice<UInt8>?,
        payloadText: ArraySlice<UInt8>?,
        lifetime: Int?,
        isPresigned: Bool,
        of head: RequestHead
    ) throws(SignatureFailure) -> SignedRequest {
        let isForS3 = scope.isFor(service: "s3")
        let names = try SignedHeaderNames(signedHeaders)
        try names.check(against: head, isForS3: isForS3)
        guard token?.count ?? 0 <= Limits.sessionToken else { throw .invalidToken }
        let key = scope.keyBytes.text
        guard let accessKeyID = AccessKeyID(key) else { throw .unknownAccessKey(key) }
        return SignedRequest(
            accessKeyID: accessKeyID,
            scope: scope,
            signedAt: stamp.moment,
            sessionToken: token,
            payload: isForS3 ? try payloadForm(payloadText) : .body,
            lifetimeSeconds: lifetime,
            isPresigned: isPresigned,
            stamp: stamp.text,
            signedHeaders: names,
            payloadText: isForS3 ? payloadText : nil,
            signature: Digest256(lowercaseHex: signature)
        )
    }

    private static func scope(
        _ credential: ArraySlice<UInt8>,
        isPresigned: Bool
    ) throws(SignatureFailure) -> CredentialScope {
        guard let scope = CredentialScope(credential: credential) else {
            throw .malformedCredential(credential.text, isPresigned: isPresigned)
        }
        return scope
    }

    /// The time in `X-Amz-Date`, else in `Date`.
    private static func stamp(
        _ fields: SigningFields,
        of head: RequestHead
    ) throws(SignatureFailure) -> SigningStamp {
        if let range = fields.amzDate {
            guard let stamp = SigningStamp(basic: head.bytes[range]) else {
                throw .malformedDate(head.text(range), isPresigned: false)
            }
            return stamp
        }
        guard let range = fields.date, let stamp = SigningStamp(date: head.bytes[range]) else {
            throw .malformedDate(fields.date.map { head.text($0) } ?? "", isPresigned: false)
        }
        return stamp
    }

    private static func lifetime(_ text: ArraySlice<UInt8>) throws(SignatureFailure) -> Int {
        if text.first == 0x2D, text.dropFirst().decimal != nil {
            throw .malformedLifetime(.negative)
        }
        guard let seconds = text.decimal else { throw .malformedLifetime(.notANumber) }
        guard seconds <= Limits.presignedSeconds else { throw .malformedLifetime(.tooLong) }
        return seconds
    }

    private static func payloadForm(
        _ text: ArraySlice<UInt8>?
    ) throws(SignatureFailure) -> PayloadForm {
        guard let text else { throw .missingPayloadDigest }
        if let digest = Digest256(hex: text) { return .digest(digest) }
        if text.equals("UNSIGNED-PAYLOAD") { return .unsigned }
        if text.equals("STREAMING-UNSIGNED-PAYLOAD-TRAILER") {
            return .chunked(.unsignedWithTrailer)
        }
        if text.equals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD") { return .chunked(.signed) }
        if text.equals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER") {
            return .chunked(.signedWithTrailer)
        }
        throw .malformedPayloadDigest(text.text)
    }
}
