/// The kinds of entities that have names.
public enum EntityKind: UInt8, Sendable, CaseIterable {
    /// An account.
    case account = 1
    /// A user.
    case user = 2
    /// A group of users.
    case group = 3
    /// A role.
    case role = 4
    /// A managed policy.
    case policy = 5
    /// An instance profile.
    case instanceProfile = 6
    /// An access key.
    case accessKey = 7
    /// An alias of an account.
    case accountAlias = 0x30
    /// The password policy of an account.
    case passwordPolicy = 0x31
    /// A user's password.
    case loginProfile = 0x32
    /// A virtual MFA device.
    case mfaDevice = 0x33
    /// A public key for SSH.
    case sshPublicKey = 0x34
    /// A user name and password, or a key, for one service.
    case serviceCredential = 0x35
    /// An OpenID Connect provider.
    case openIDConnectProvider = 0x40
    /// A SAML provider.
    case samlProvider = 0x41
    /// A server certificate.
    case serverCertificate = 0x42
    /// A signing certificate.
    case signingCertificate = 0x43
}
