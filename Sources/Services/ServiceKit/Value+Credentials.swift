internal import Base
public import ServiceModel
public import Tokens

extension ServiceModel.Value {
    /// Temporary credentials as answers show them.
    public static func credentials(_ credentials: SessionCredentials) -> Self {
        .structure(
            Structure(uniqueMembers: [
                .init(name: "AccessKeyId", value: .string(credentials.accessKeyID.text)),
                .init(name: "SecretAccessKey", value: .string(credentials.secretAccessKeyText)),
                .init(name: "SessionToken", value: .string(credentials.sessionToken)),
                .init(name: "Expiration", value: .timestamp(credentials.expiresAt)),
            ])
        )
    }
}
