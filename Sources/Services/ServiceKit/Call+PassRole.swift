internal import Base
internal import Directory
internal import ServiceModel

extension Call {
    /// Asks for the permission to hand a role to a service.
    ///
    /// The role must be of the caller's account; whether it is there at all is not told.
    ///
    /// - Parameters:
    ///   - arn: The ARN of the role.
    ///   - service: The service principal that will use the role.
    ///   - resource: The ARN of the resource for which the service will use it; nil for none.
    /// - Throws: `AccessDenied` 403.
    /// - Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service", and
    ///   "Available keys for IAM".
    public mutating func authorizePassing(
        role arn: String,
        to service: String,
        for resource: String? = nil
    ) throws {
        // A role's ARN is ASCII; another text could be equal to it for Swift, and not for a policy.
        guard ARN(arn) != nil, arn.utf8.allSatisfy({ $0 < 0x80 }),
            arn.hasPrefix("arn:aws:iam::\(account):role/")
        else {
            throw ServiceError.accessDenied("Cross-account pass role is not allowed.")
        }
        var keys: [Demand.ContextEntry] = [.value("iam:PassedToService", service)]
        if let resource { keys.append(.value("iam:AssociatedResourceArn", resource)) }
        let role = try node.directory.roleState(arn: arn)?.role
        try authorize(
            Demand("iam:PassRole", on: arn, keys: keys)
                .resourceTags(role?.tags ?? [], prefix: "iam")
        )
    }
}
