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
    init(of user: User?, in directory: DirectoryReader) throws(DirectoryError) {
        let owner: AccessKey.Owner = user.map { .user($0.id) } ?? .root
        hasMFA = try !directory.mfaDevices(of: owner).isEmpty
        certificates = try directory.signingCertificates(of: owner).map { certificate in
            Certificate(
                isActive: certificate.status == .active,
                uploadDate: certificate.uploadDate
            )
        }
        guard let user, let profile = try directory.loginProfile(ofUserID: user.id) else { return }
        let days = try directory.passwordPolicy()?.maximumAgeDays
        password = Password(
            lastChanged: profile.changeDate,
            lastUsed: nil,
            nextRotation: days.map { profile.changeDate.adding(seconds: Int64($0) * 86_400) }
        )
    }
}
