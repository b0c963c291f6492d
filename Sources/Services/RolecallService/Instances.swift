internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolecallService {
    /// What the endpoints of an instance tell it.
    static func describeInstance(
        _ call: inout Call<DirectoryReader>,
        _ id: String
    ) throws -> Structure {
        let region = call.environment.region
        let instance = try call.directory.instance(id, region: region)
        let binding = try instance.map { try call.directory.binding(of: $0) }
        let arn = "arn:aws:ec2:\(region):\(call.account):instance/\(id)"
        try call.authorizeWorkload(
            on: binding?.role?.arn ?? arn,
            named: arn,
            binding?.role,
            instance: arn
        )
        guard let instance else {
            throw ServiceError(
                code: "InvalidInstanceID.NotFound",
                message: "The instance ID '\(id)' does not exist"
            )
        }
        var answer = answer(call, instance, binding?.profile, binding?.role)
        if let signer = try call.node.identity.current() {
            let document = IdentityDocument(instance)
            for (name, value) in document.members(signedBy: signer) { answer[name] = value }
        }
        return answer
    }

    private static func answer(
        _ call: Call<DirectoryReader>,
        _ instance: Instance,
        _ profile: InstanceProfile?,
        _ role: Role?
    ) -> Structure {
        var answer = answer(call, profile, role)
        let metadata = instance.metadata
        answer["InstanceId"] = .string(instance.id)
        answer["InstanceState"] = instance.isRunning ? "running" : "terminated"
        answer["InstanceType"] = .string(instance.type)
        answer["ImageId"] = .string(instance.imageID)
        answer["AvailabilityZone"] = .string(instance.availabilityZone)
        answer["PrivateIpAddress"] = .string(instance.privateAddress)
        answer["LaunchTime"] = .timestamp(instance.launchDate)
        answer["MetadataOptions"] = [
            "HttpEndpoint": metadata.hasEndpoint ? "enabled" : "disabled",
            "HttpTokens": metadata.needsTokens ? "required" : "optional",
            "HttpPutResponseHopLimit": .integer(metadata.hopLimit),
            "InstanceMetadataTags": metadata.hasTags ? "enabled" : "disabled",
        ]
        answer["Tags"] = .tags(instance.tags)
        return answer
    }

    /// Lets EC2 have the role of an instance, which must run and be bound to it.
    ///
    /// Another spelling of the instance's ARN would pass by what policies say of it.
    static func requireBinding<View>(
        _ source: ServiceSource,
        _ role: Role,
        _ call: Call<View>
    ) throws {
        guard let text = source.arn, let arn = ARN(text) else { return }
        let id = String(arn.resource.dropFirst("instance/".count))
        let isBound = try call.node.directory.read(call.account) { directory in
            guard let instance = try directory.instance(id, region: arn.region),
                instance.arn == text, instance.isRunning
            else { return false }
            return try directory.binding(of: instance).role?.id == role.id
        }
        guard isBound else {
            throw ServiceError.accessDenied(
                "The instance \(text) does not run, or is not bound to the role \(role.arn)"
            )
        }
    }
}
