package import Base
package import Cryptography
package import Markup

/// Temporary keys of a role.
package struct SessionKeys: Sendable {
    /// The access key id, which begins with `ASIA`.
    package let accessKeyID: String
    /// The secret access key.
    package let secretAccessKey: Secret
    /// The session token.
    package let sessionToken: String
    /// When they end.
    package let expiration: Timestamp
    /// When they were fetched.
    package let fetchedAt: Timestamp
    /// The role's session: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    package let sessionARN: String

    /// Takes a key's parts.
    package init(
        accessKeyID: String,
        secretAccessKey: Secret,
        sessionToken: String,
        expiration: Timestamp,
        fetchedAt: Timestamp,
        sessionARN: String
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.fetchedAt = fetchedAt
        self.sessionARN = sessionARN
    }

    /// Reads the result of AssumeRole or ActAsService; nil when a part is missing.
    package init?(_ result: XMLElement, at now: Timestamp) {
        guard let keys = result.child("Credentials"),
            let id = keys.text(of: "AccessKeyId"), let secret = keys.text(of: "SecretAccessKey"),
            let token = keys.text(of: "SessionToken"),
            let expiration = keys.text(of: "Expiration").flatMap({ Timestamp(iso8601: $0) })
        else { return nil }
        self.init(
            accessKeyID: id,
            secretAccessKey: Secret(secret.utf8),
            sessionToken: token,
            expiration: expiration,
            fetchedAt: now,
            sessionARN: result.child("AssumedRoleUser")?.text(of: "Arn") ?? ""
        )
    }

    /// The account of the role.
    package var account: String? { ARN(sessionARN)?.account }

    /// The secret as text, for the one answer that it is written into.
    package var secretText: String {
        secretAccessKey.withBytes { bytes in
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        }
    }
}
