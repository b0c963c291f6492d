internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// What binds a role to the resource for which a service acts.
enum SourceBinding {
    /// Refuses a service a role for a resource of this server that is not bound to it.
    ///
    /// An instance of EC2 must run, and have a profile that holds the role; an association of EKS
    /// must be there, and name the role. Other sources are not known here.
    static func require<View>(
        _ source: ServiceSource,
        _ role: Role,
        _ call: Call<View>
    ) throws {
        guard let text = source.arn, let arn = ARN(text) else { return }
        let isBound: Bool
        switch (source.service, arn.service, kind(arn)) {
        case ("ec2.amazonaws.com", "ec2", "instance"):
            isBound = try call.node.directory.read(call.account) { directory in
                try isInstance(arn, boundTo: role, directory)
            }
        case ("pods.eks.amazonaws.com", "eks", "podidentityassociation"):
            isBound = try call.node.directory.read(call.account) { directory in
                try isAssociation(arn, of: role, directory)
            }
        default: return
        }
        guard isBound else {
            throw ServiceError.accessDenied(
                "The resource \(text) does not run, or is not bound to the role \(role.arn)"
            )
        }
    }

    private static func kind(_ arn: ARN) -> Substring { arn.resource.prefix { $0 != "/" } }

    private static func isInstance(
        _ arn: ARN,
        boundTo role: Role,
        _ directory: DirectoryReader
    ) throws -> Bool {
        let id = String(arn.resource.dropFirst("instance/".count))
        guard arn.accountID == directory.account,
            let instance = try directory.instance(id, region: arn.region), instance.isRunning
        else { return false }
        return try directory.binding(of: instance).role?.id == role.id
    }

    private static func isAssociation(
        _ arn: ARN,
        of role: Role,
        _ directory: DirectoryReader
    ) throws -> Bool {
        let parts = arn.resource.split(separator: "/")
        guard parts.count == 3, arn.accountID == directory.account else { return false }
        let found = try directory.podIdentityAssociation(
            id: String(parts[2]),
            cluster: String(parts[1]),
            region: arn.region
        )
        return found?.roleARN == role.arn
    }
}
