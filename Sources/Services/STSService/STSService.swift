public import ServiceKit

/// AWS Security Token Service: temporary credentials.
///
/// - Source: STS API Reference (2011-06-15); botocore, `sts` model.
public enum STSService {
    /// Every operation that is there.
    public static let handlers: [Handler] = [
        .routed("AssumeRole") { input in
            hasCode(input)
                ? .write { call in
                    try useCode(&call)
                    return try assumeRole(&call, isProven: true)
                }
                : .direct { try assumeRole(&$0, isProven: false) }
        },
        .deferred("AssumeRoleWithWebIdentity", assumeRoleWithWebIdentity),
        .staged("AssumeRoleWithSAML", in: accountOfSAMLProvider, assumeRoleWithSAML),
        .open("GetCallerIdentity", getCallerIdentity),
        .routed("GetSessionToken", isOpen: true) { input in
            hasCode(input)
                ? .write { call in
                    try useCode(&call)
                    return try getSessionToken(&call, isProven: true)
                }
                : .direct { try getSessionToken(&$0, isProven: false) }
        },
        .read("GetWebIdentityToken", getWebIdentityToken),
        .direct("GetAccessKeyInfo", getAccessKeyInfo),
        .direct("GetFederationToken", getFederationToken),
        .direct("DecodeAuthorizationMessage", decodeAuthorizationMessage),
        .direct("AssumeRoot", assumeRoot),
        .direct("GetDelegatedAccessToken", getDelegatedAccessToken),
    ]
}
