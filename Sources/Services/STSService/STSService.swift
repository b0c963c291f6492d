public import ServiceKit

/// AWS Security Token Service: temporary credentials.
///
/// - Source: STS API Reference (2011-06-15); botocore, `sts` model.
public enum STSService {
    /// Every operation that is there.
    public static let handlers: [Handler] = [
        .direct("AssumeRole", assumeRole), .open("GetCallerIdentity", getCallerIdentity),
        .open("GetSessionToken", getSessionToken), .direct("GetAccessKeyInfo", getAccessKeyInfo),
        .direct("GetFederationToken", getFederationToken),
        .direct("DecodeAuthorizationMessage", decodeAuthorizationMessage),
    ]
}
