internal import Base
internal import Directory

/// What a credential report tells of a user, or of the root user, besides its access keys.
struct CredentialFacts {
    /// A password.
    struct Password {
        /// When it was last set.
        var lastChanged: Timestamp
        /// When it was last used; nil when it never was.
        var lastUsed: Timestamp?
        /// When it must be changed; nil when it need not be.
        var nextRotation: Timestamp?
    }

    /// A signing certificate.
    struct Certificate {
        /// Whether it is active.
        var isActive: Bool
        /// When it was uploaded.
        var uploadDate: Timestamp
    }

    /// The password; nil when there is none.
    var password: Password?
    /// Whether an MFA device is enabled.
    var hasMFA = false
    /// The signing certificates, those with lesser ids first.
    var certificates: [Certificate] = []

    /// What the directory knows of a user's password, devices and certificates; nil means root.
    ///
    /// The one place to fill when the directory learns of a further kind of credential.
    init(of user: User?, in directory: DirectoryReader) throws(DirectoryError) {}
}
