internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension Call where View: DirectoryView {
    var region: String { environment.region }

    /// The ARN of something in the caller's account and the region of the request.
    func arn(_ rest: String) -> String { "arn:aws:ec2:\(region):\(account):\(rest)" }

    /// Asks the gate, and refuses in EC2's words.
    mutating func ask(_ demand: Demand) throws(ServiceError) {
        var demand = demand
        demand.keys.append(.value("ec2:Region", region))
        do throws(ServiceError) {
            try authorize(demand)
        } catch { throw .unauthorizedOperation(error) }
    }

    /// Asks for an action on no resource in particular.
    mutating func askForListing(_ action: String) throws(ServiceError) {
        try ask(Demand("ec2:\(action)", on: "*"))
    }

    /// Asks for an action on an instance, and answers it when it is there.
    ///
    /// An id that nobody has is asked for as if it were there.
    mutating func instance(
        _ id: String,
        for action: String,
        keys: [Demand.ContextEntry] = []
    ) throws -> Instance {
        try instance(id, for: action) { demand, _ in
            var demand = demand
            demand.keys += keys
            return demand
        }
    }

    /// The same with what else the call brings, which may follow from the instance.
    mutating func instance(
        _ id: String,
        for action: String,
        fill: (Demand, Instance?) -> Demand
    ) throws -> Instance {
        guard Identifiers.isValid(id, prefix: "i-") else {
            throw ServiceError.malformedInstanceID(id)
        }
        let found = try directory.instance(id, region: region)
        let demand = Demand(
            "ec2:\(action)",
            on: arn("instance/\(id)"),
            keys: found?.conditionKeys ?? []
        ).resourceTags(found?.tags ?? [], prefix: "ec2")
        try ask(fill(demand, found))
        guard let found else { throw ServiceError.noInstances([id]) }
        return found
    }

    /// Ends a call that only asks whether it would succeed.
    ///
    /// - Source: EC2 API Reference, "Common query parameters", `DryRun`.
    func refuseDryRun() throws(ServiceError) {
        if input.boolean("DryRun") == true { throw .dryRunOperation }
    }
}

extension Instance {
    /// What policies may ask of it.
    ///
    /// - Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
    ///   EC2", resource type instance.
    var conditionKeys: [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = [
            .value("ec2:AvailabilityZone", availabilityZone),
            .value("ec2:InstanceType", type),
            .value("ec2:Tenancy", "default"),
            .value("ec2:EbsOptimized", "false"),
            .value("ec2:RootDeviceType", "ebs"),
            .value("ec2:MetadataHttpEndpoint", metadata.hasEndpoint ? "enabled" : "disabled"),
            .value("ec2:MetadataHttpTokens", metadata.needsTokens ? "required" : "optional"),
            .value("ec2:MetadataHttpPutResponseHopLimit", "\(metadata.hopLimit)"),
        ]
        if let association { keys.append(.value("ec2:InstanceProfile", association.profileARN)) }
        return keys
    }
}
