internal import Directory
internal import ServiceKit
internal import ServiceModel

/// The codes of MFA devices that AssumeRole and GetSessionToken take.
extension STSService {
    /// Whether a call shows a code; one that does changes the directory, since a code works once.
    static func hasCode(_ input: Structure) -> Bool {
        input.string("SerialNumber") != nil || input.string("TokenCode") != nil
    }

    /// Uses the code, or refuses it; a refused call leaves the code unused.
    ///
    /// - Source: STS's own answers as quoted in public reports (AWS CLI issue 6325 and others), two
    ///   spaces and the trailing one included.
    static func useCode(_ call: inout Call<DirectoryTransaction>) throws {
        guard let serial = call.input.string("SerialNumber"),
            let code = call.input.string("TokenCode")
        else {
            throw ServiceError.accessDenied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one "
                    + "time pass code."
            )
        }
        guard let owner = owner(call.caller),
            let isRight = try? call.directory.useMFACode(code, serial: serial, of: owner)
        else {
            throw ServiceError.accessDenied(
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify "
                    + "your MFA serial number is valid and associated with this user."
            )
        }
        guard isRight else {
            throw ServiceError.accessDenied(
                "MultiFactorAuthentication failed with invalid MFA one time pass code. "
            )
        }
    }

    private static func owner(_ caller: Caller) -> AccessKey.Owner? {
        switch caller.kind {
        case .root: .root
        case .user(let user): .user(user.id)
        case .role, .federatedUser, .proven, .anonymous: nil
        }
    }
}
