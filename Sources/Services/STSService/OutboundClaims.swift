internal import Base
internal import Directory
internal import Markup
internal import ServiceKit
internal import Tokens

/// What a web identity token says of whoever asked for it.
///
/// - Source: IAM User Guide, "Understanding token claims"; `principal_id`, `original_session_exp`,
///   `source_identity` and `federated_provider` as in tokens that are quoted in public.
struct OutboundClaims {
    let issuer: String
    let audiences: [String]
    let issuedAt: Timestamp
    let expiresAt: Timestamp
    let id: String
    let region: String
    let requestTags: [Tag]

    private static let namespace = "https://sts.amazonaws.com/"

    /// The claims as JSON.
    func bytes(_ caller: Caller) -> [UInt8] {
        let subject = Self.subject(caller)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("iss", issuer)
        writeAudience(&writer)
        writer.member("sub", subject)
        writer.key("iat")
        writer.integer(Int(issuedAt.seconds))
        writer.key("exp")
        writer.integer(Int(expiresAt.seconds))
        writer.member("jti", id)
        writer.key(Self.namespace)
        writer.beginObject()
        writer.member("aws_account", caller.account.description)
        writer.member("source_region", region)
        writer.member("principal_id", subject)
        if let session = caller.session {
            writer.member("original_session_exp", session.expiresAt.description)
            writer.member("source_identity", session.sourceIdentity)
            writer.member("federated_provider", session.provider?.id)
        }
        Self.write(caller.principalTags, "principal_tags", &writer)
        Self.write(requestTags, "request_tags", &writer)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// One audience stands alone, several in a list.
    private func writeAudience(_ writer: inout JSONWriter) {
        guard audiences.count != 1 else { return writer.member("aud", audiences[0]) }
        writer.key("aud")
        writer.beginArray()
        for audience in audiences { writer.string(audience) }
        writer.endArray()
    }

    private static func write(_ tags: [Tag], _ name: String, _ writer: inout JSONWriter) {
        guard !tags.isEmpty else { return }
        writer.key(name)
        writer.beginObject()
        for tag in tags { writer.member(tag.key, tag.value) }
        writer.endObject()
    }

    /// The role of a session, not the session.
    private static func subject(_ caller: Caller) -> String {
        if case .role(let role) = caller.kind { role.arn } else { caller.arn }
    }
}
