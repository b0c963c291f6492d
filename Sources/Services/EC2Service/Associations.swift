internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EC2Service {
    /// - Source: EC2 API Reference, AssociateIamInstanceProfile.
    static func associateProfile(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let id = try call.input.requiredString("InstanceId")
        let choice = try choice(call)
        let instance = try call.instance(
            id,
            for: "AssociateIamInstanceProfile",
            keys: [.value("ec2:NewInstanceProfile", choice.arn)]
        )
        try call.askToPass(choice, to: instance.arn)
        let profile = try choice.required()
        guard instance.isRunning else { throw ServiceError.terminated(id) }
        guard instance.association == nil else {
            throw ServiceError.incorrectState("There is an existing association for instance \(id)")
        }
        return try bind(call, instance, profile)
    }

    /// The association that answers is a new one.
    ///
    /// - Source: EC2 API Reference, ReplaceIamInstanceProfileAssociation.
    static func replaceAssociation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let choice = try choice(call)
        let instance = try instance(
            &call,
            for: "ReplaceIamInstanceProfileAssociation",
            keys: [.value("ec2:NewInstanceProfile", choice.arn)]
        )
        try call.askToPass(choice, to: instance.arn)
        return try bind(call, instance, try choice.required())
    }

    /// - Source: EC2 API Reference, DisassociateIamInstanceProfile.
    static func disassociateProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let instance = try instance(&call, for: "DisassociateIamInstanceProfile")
        let answer = instance.association?.answer(of: instance, state: "disassociating")
        try call.refuseDryRun()
        _ = try call.directory.bind(instance, to: nil)
        return ["IamInstanceProfileAssociation": .optional(answer)]
    }

    /// - Source: EC2 API Reference, DescribeIamInstanceProfileAssociations.
    static func describeAssociations(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.askForListing("DescribeIamInstanceProfileAssociations")
        let filters = try Filter.read(call.input)
        var found: [(id: String, item: Structure)] = []
        for instance in try instances(call) {
            let bound = BoundInstance(instance: instance)
            guard let association = instance.association, try filters.fit(bound) else { continue }
            found.append((association.id, association.answer(of: instance, state: "associated")))
        }
        let page = try Listing(found.sorted { $0.id < $1.id }, for: call)
        return [
            "IamInstanceProfileAssociations": .structures(page.items),
            "NextToken": .optional(page.nextToken),
        ]
    }

    // MARK: Parts

    /// The instances of the associations that a request names; all when it names none.
    private static func instances(_ call: Call<DirectoryReader>) throws -> [Instance] {
        let ids = call.input.distinctStrings("AssociationIds")
        guard !ids.isEmpty else {
            return try call.directory.instances(region: call.region)
        }
        return try ids.map { id in
            guard
                let instance = try call.directory.instance(association: id, region: call.region)
            else { throw ServiceError.noAssociation(id) }
            return instance
        }
    }

    private static func choice(_ call: Call<DirectoryTransaction>) throws -> ProfileChoice {
        guard let choice = try ProfileChoice(call.input, call) else {
            throw ServiceError.missingParameter("IamInstanceProfile")
        }
        return choice
    }

    /// Asks for an action on the instance of an association.
    private static func instance(
        _ call: inout Call<DirectoryTransaction>,
        for action: String,
        keys: [Demand.ContextEntry] = []
    ) throws -> Instance {
        let id = try call.input.requiredString("AssociationId")
        guard Identifiers.isValid(id, prefix: "iip-assoc-") else {
            throw ServiceError.invalidParameterValue("Invalid value for associationId.")
        }
        guard let found = try call.directory.instance(association: id, region: call.region) else {
            try call.ask(Demand("ec2:\(action)", on: call.arn("instance/*"), keys: keys))
            throw ServiceError.noAssociation(id)
        }
        return try call.instance(found.id, for: action, keys: keys)
    }

    private static func bind(
        _ call: Call<DirectoryTransaction>,
        _ instance: Instance,
        _ profile: InstanceProfile
    ) throws -> Structure {
        try call.refuseDryRun()
        let bound = try call.directory.bind(instance, to: profile)
        let answer = bound.association?.answer(of: bound, state: "associating")
        return ["IamInstanceProfileAssociation": .optional(answer)]
    }
}

/// An instance with a profile, as listings of associations are filtered.
private struct BoundInstance: Filtered {
    let instance: Instance

    func values(of filter: String) -> [String]? {
        switch filter {
        case "instance-id": [instance.id]
        case "state": ["associated"]
        default: nil
        }
    }
}
