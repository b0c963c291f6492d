internal import Base
public import ServiceModel
public import Tokens

extension ServiceModel.Value {
    /// Temporary credentials as answers show them.
    public static func credentials(_ credentials: SessionCredentials) -> Self {
        [
            "AccessKeyId": .string(credentials.accessKeyID.text),
            "SecretAccessKey": .string(credentials.secretAccessKeyText),
            "SessionToken": .string(credentials.sessionToken),
            "Expiration": .timestamp(credentials.expiresAt),
        ]
    }
}
