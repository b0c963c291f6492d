package import Cryptography

/// The keys that calls to a server are signed with.
package struct CallerKeys: Sendable {
    /// The access key id.
    package let accessKeyID: String
    /// The secret access key.
    package let secretAccessKey: Secret
    /// The session token of temporary keys.
    package let sessionToken: String?

    /// Takes a key's parts.
    package init(accessKeyID: String, secretAccessKey: Secret, sessionToken: String?) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}
