public import Base
public import Cryptography
internal import HTTPMessage

/// Signs requests as clients do, in a header field, for all services but S3.
///
/// - Source: IAM User Guide, "Create a signed AWS API request".
public struct RequestSigner: Sendable {
    private let accessKeyID: String
    private let secretAccessKey: Secret
    private let sessionToken: String?
    private let region: String
    private let service: String

    /// Takes a key, and the region and service that it signs for.
    public init(
        accessKeyID: String,
        secretAccessKey: Secret,
        sessionToken: String?,
        region: String,
        service: String
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
    }

    /// The fields of a request with those that sign it; `Host` must be among those given.
    public func signed(
        method: String,
        target: String,
        fields: [(name: String, value: String)],
        body: [UInt8],
        at now: Timestamp
    ) -> [(name: String, value: String)] {
        var all = fields
        let stamp = now.text(.basic)
        all.append((name: "X-Amz-Date", value: stamp))
        if let sessionToken { all.append((name: "X-Amz-Security-Token", value: sessionToken)) }
        let head = RequestHead(
            method: method,
            target: target,
            fields: all.map { ($0.name, $0.value) }
        )
        let names = SignedHeaderNames(of: all.map(\.name))
        var canonical = CanonicalRequest(head: head, spelling: .encodedAgain)
        canonical.appendMethodPathAndQuery(isPresigned: false)
        canonical.appendHeaders(names)
        canonical.append(SHA256.hash(body))
        let credential = "\(accessKeyID)/\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
        let signature = signature(of: canonical.bytes, stamp: stamp, credential: credential)
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credential), SignedHeaders=\(names.text.text), "
            + "Signature=\(signature)"
        all.append((name: "Authorization", value: authorization))
        return all
    }

    private func signature(of canonical: [UInt8], stamp: String, credential: String) -> String {
        guard let scope = CredentialScope(credential: Array(credential.utf8)[...]) else {
            preconditionFailure("a credential has five parts: no name in it has a slash")
        }
        var text = Array("AWS4-HMAC-SHA256\n\(stamp)\n".utf8)
        text.append(contentsOf: scope.bytes)
        text.append(0x0A)
        SHA256.hash(canonical).appendHex(to: &text)
        return SigningKey(secretAccessKey, scope: scope).code(of: text.span).hex
    }
}
