/// Why a password, code, key or credential was refused.
public enum CredentialError: Error, Hashable, Sendable {
    /// The password is not as the account's policy wants it, or was used before.
    case passwordPolicy
    /// The old password is another.
    case wrongPassword
    /// The login profile changed while its new password was being derived.
    case loginProfileBusy(String)
    /// The codes are not two in a row of the device.
    case wrongCodes
    /// The device is assigned to someone.
    case deviceInUse
    /// The device is not the user's.
    case deviceOfAnother
    /// The user has the public key.
    case duplicatePublicKey
    /// The text is no RSA public key, or its modulus is too short or too long.
    case invalidPublicKey
    /// The text is in no known encoding of public keys.
    case unknownEncoding
    /// The service takes no credentials of its own.
    case unsupportedService(String)

    /// The code that AWS answers with.
    ///
    /// - Source: botocore, `iam` model, the `error` traits of the exception shapes.
    var code: String {
        switch self {
        case .passwordPolicy: "PasswordPolicyViolation"
        case .wrongPassword: "AccessDenied"
        case .loginProfileBusy: "EntityTemporarilyUnmodifiable"
        case .wrongCodes: "InvalidAuthenticationCode"
        case .deviceInUse: "EntityAlreadyExists"
        case .deviceOfAnother: "NoSuchEntity"
        case .duplicatePublicKey: "DuplicateSSHPublicKey"
        case .invalidPublicKey: "InvalidPublicKey"
        case .unknownEncoding: "UnrecognizedPublicKeyEncoding"
        case .unsupportedService: "NotSupportedService"
        }
    }

    /// The sentence that AWS answers with, where it is known (`Docs/compatibility.md`).
    ///
    /// - Source: as for `DirectoryError.message`.
    var message: String {
        switch self {
        case .passwordPolicy: "Password does not conform to the account password policy."
        case .wrongPassword: "The old password was incorrect."
        case .loginProfileBusy(let name):
            "Login Profile for User \(name) cannot be modified while login profile is being "
                + "created."
        case .wrongCodes: "Authentication code for device is not valid."
        case .deviceInUse: "MFA Device is already in use."
        case .deviceOfAnother: "MFA Device invalid for user."
        case .duplicatePublicKey:
            "The SSH public key is already associated with the specified IAM user."
        case .invalidPublicKey: "The public key is malformed or otherwise invalid."
        case .unknownEncoding: "The public key encoding format is unsupported or unrecognized."
        case .unsupportedService(let name):
            "No such service \(name) is supported for Service Specific Credentials"
        }
    }
}
