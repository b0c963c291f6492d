internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolecallService {
    /// What the endpoints of a workload tell it; needs the permission to act as EC2 for its role.
    static func describeWorkload(_ call: inout Call<DirectoryReader>) throws -> Structure {
        switch (call.input.string("InstanceId"), call.input.string("InstanceProfileName")) {
        case (let id?, nil): try describeInstance(&call, id)
        case (nil, let name?): try describeProfile(&call, name)
        default:
            throw ServiceError.invalidParameterCombination(
                "Exactly one of InstanceId and InstanceProfileName must be given."
            )
        }
    }

    private static func describeProfile(
        _ call: inout Call<DirectoryReader>,
        _ name: String
    ) throws -> Structure {
        let profile = try existing { try call.directory.instanceProfile(named: name) }
        let role = try profile?.roleNames.first.map { try call.directory.role(named: $0) }
        let named = "arn:aws:iam::\(call.account):instance-profile/\(name)"
        let arn = role?.arn ?? profile?.arn ?? named
        try call.authorizeWorkload(on: arn, named: named, role, instance: nil)
        guard let profile else {
            throw DirectoryError.noSuch(.instanceProfile, name)
        }
        return answer(call, profile, role)
    }

    /// The result, or nil when the directory says that there is no such entity.
    static func existing<Entity>(_ body: () throws -> Entity) throws -> Entity? {
        do {
            return try body()
        } catch DirectoryError.noSuch { return nil }
    }

    /// The account, the region, and the role with its profile.
    static func answer<View>(
        _ call: Call<View>,
        _ profile: InstanceProfile?,
        _ role: Role?
    ) -> Structure {
        [
            "AccountId": .string(call.account.description),
            "Region": .string(call.environment.region),
            "InstanceProfileArn": .optional(profile?.arn),
            "InstanceProfileId": .optional(profile?.id),
            "RoleArn": .optional(role?.arn),
            "RoleName": .optional(role?.name),
        ]
    }
}

extension Call where View: DirectoryView {
    /// Asks for the permission to act as EC2, for an instance or for none in particular.
    ///
    /// A denial tells of what the request names: which role that has is not the caller's to know.
    mutating func authorizeWorkload(
        on arn: String,
        named: String,
        _ role: Role?,
        instance: String?
    ) throws(ServiceError) {
        let source = ServiceSource(
            service: "ec2.amazonaws.com",
            arn: instance,
            account: account.description
        )
        var demand = Demand(RolecallService.permission, on: arn, keys: source.callerKeys)
            .resourceTags(role?.tags ?? [], prefix: "iam")
        demand.shownResource = named
        try authorize(demand)
    }
}
