internal import Directory
internal import ServiceKit
internal import ServiceModel

extension ServiceModel.Value {
    /// Whose credentials an operation gave, as answers show it.
    ///
    /// - Source: STS API Reference, AssumedRoleUser.
    static func assumedRoleUser(_ role: Role, _ session: String) -> Self {
        [
            "AssumedRoleId": .string("\(role.id):\(session)"),
            "Arn": .string(role.sessionARN(session)),
        ]
    }
}
