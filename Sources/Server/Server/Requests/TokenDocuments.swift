internal import Directory
internal import HTTPMessage
internal import Markup
internal import ServiceKit
internal import WebIdentity

/// What relying parties read to verify web identity tokens: each account's discovery document, and the
/// public keys.
///
/// - Source: OpenID Connect Discovery 1.0, sections 3 and 4; the path of the keys as at AWS.
struct TokenDocuments: Sendable {
    private static let discovery = ".well-known/openid-configuration"
    private static let keys = ".well-known/jwks.json"

    private let node: Node

    init(_ node: Node) { self.node = node }

    /// The answer to a request for a document; nil when it is for something else.
    func answer(_ head: RequestHead) -> Response? {
        let path = head.text(head.path)
        guard path.hasPrefix(OutboundIssuer.prefix), head.field("authorization") == nil else {
            return nil
        }
        let isHead = head.matches(head.method, "HEAD")
        guard isHead || head.matches(head.method, "GET") else {
            return Response(status: 405, fields: [("Allow", "GET, HEAD")])
        }
        guard let (issuer, rest) = OutboundIssuer.parse(path: path), isThere(issuer),
            let body = try? document(rest, issuer)
        else { return Response(status: 404, fields: [("Content-Type", "text/plain")]) }
        return Response(
            status: 200,
            fields: [
                ("Content-Type", "application/json"), ("Cache-Control", "public, max-age=600"),
            ],
            body: isHead ? .none(contentLength: Int64(body.count)) : .bytes(body)
        )
    }

    /// The documents stay while the switch is off, so that tokens are good to their end.
    private func isThere(_ issuer: OutboundIssuer) -> Bool {
        let settings = try? node.directory.read(issuer.account) { try $0.accountSettings() }
        return settings?.issuerID == issuer.id
    }

    private func document(_ rest: Substring, _ issuer: OutboundIssuer) throws -> [UInt8]? {
        switch rest {
        case Self.discovery[...]: configuration(issuer.url(at: node.publicURL))
        case Self.keys[...]: try node.signer.ring().document
        default: nil
        }
    }

    private func configuration(_ url: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("issuer", url)
        writer.member("jwks_uri", "\(url)/\(Self.keys)")
        let lists = [
            ("response_types_supported", ["id_token"]), ("subject_types_supported", ["public"]),
            ("id_token_signing_alg_values_supported", ["RS256", "ES384"]),
            ("claims_supported", ["iss", "aud", "sub", "iat", "exp", "jti"]),
        ]
        for (name, values) in lists {
            writer.key(name)
            writer.beginArray()
            for value in values { writer.string(value) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }
}
