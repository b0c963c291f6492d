internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EKSService {
    /// - Source: EKS API Reference, CreatePodIdentityAssociation.
    static func createAssociation(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let cluster = try call.cluster()
        let namespace = try call.input.requiredString("namespace")
        let serviceAccount = try call.input.requiredString("serviceAccount")
        let role = try call.input.requiredString("roleArn")
        let tags = (call.input.map("tags")?.members ?? []).compactMap { member -> Tag? in
            guard case .string(let value) = member.value else { return nil }
            return Tag(key: member.name, value: value)
        }
        try Names.check(kubernetes: namespace, "namespace")
        try Names.check(kubernetes: serviceAccount, "service account")
        try call.authorize(
            Demand("eks:CreatePodIdentityAssociation", on: call.clusterARN(cluster))
                .requestTags(tags)
        )
        try call.askToPass(role, for: cluster)
        var association = PodIdentityAssociation(
            account: call.account,
            region: call.region,
            cluster: cluster,
            id: call.directory.makeID("a-"),
            namespace: namespace,
            serviceAccount: serviceAccount,
            roleARN: role,
            date: call.directory.now
        )
        association.tags = tags
        association.clientToken = call.input.string("clientRequestToken") ?? ""
        try call.read(into: &association)
        return answer(try kept(association, call))
    }

    /// The association once it is kept, or the one that the same request has made before.
    private static func kept(
        _ association: PodIdentityAssociation,
        _ call: Call<DirectoryTransaction>
    ) throws -> PodIdentityAssociation {
        let known = try call.directory.podIdentityAssociation(
            of: association.serviceAccount,
            in: association.namespace,
            cluster: association.cluster,
            region: association.region
        )
        guard let known else {
            try call.directory.put(association)
            return association
        }
        guard !known.clientToken.isEmpty, known.clientToken == association.clientToken,
            known.roleARN == association.roleARN
        else { throw ServiceError.associationExists(known.id) }
        return known
    }

    /// - Source: EKS API Reference, DescribePodIdentityAssociation.
    static func describeAssociation(_ call: inout Call<DirectoryReader>) throws -> Structure {
        answer(try call.association(for: "DescribePodIdentityAssociation"))
    }

    /// - Source: EKS API Reference, ListPodIdentityAssociations.
    static func listAssociations(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let cluster = try call.cluster()
        try call.authorize(
            Demand("eks:ListPodIdentityAssociations", on: call.clusterARN(cluster))
        )
        let namespace = call.input.string("namespace")
        let serviceAccount = call.input.string("serviceAccount")
        let start = call.input.string("nextToken") ?? ""
        let limit = call.input.integer("maxResults") ?? 100
        let found = try call.directory.podIdentityAssociations(
            cluster: cluster,
            region: call.region
        ).filter { association in
            association.id > start && (namespace ?? association.namespace) == association.namespace
                && (serviceAccount ?? association.serviceAccount) == association.serviceAccount
        }
        let page = found.prefix(limit)
        return [
            "associations": .structures(page.map(summary)),
            "nextToken": .optional(page.count < found.count ? page.last?.id : nil),
        ]
    }

    /// - Source: EKS API Reference, UpdatePodIdentityAssociation.
    static func updateAssociation(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        var association = try call.association(for: "UpdatePodIdentityAssociation")
        if let role = call.input.string("roleArn") {
            try call.askToPass(role, for: association.cluster)
            association.roleARN = role
        }
        try call.read(into: &association)
        association.changeDate = call.directory.now
        try call.directory.put(association)
        return answer(association)
    }

    /// - Source: EKS API Reference, DeletePodIdentityAssociation.
    static func deleteAssociation(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let association = try call.association(for: "DeletePodIdentityAssociation")
        try call.directory.delete(association)
        return answer(association)
    }

    // MARK: Answers

    private static func summary(_ association: PodIdentityAssociation) -> Structure {
        [
            "clusterName": .string(association.cluster),
            "namespace": .string(association.namespace),
            "serviceAccount": .string(association.serviceAccount),
            "associationArn": .string(association.arn),
            "associationId": .string(association.id),
        ]
    }

    private static func answer(_ association: PodIdentityAssociation) -> Structure {
        var answer = summary(association)
        answer["roleArn"] = .string(association.roleARN)
        answer["createdAt"] = .timestamp(association.createDate)
        answer["modifiedAt"] = .timestamp(association.changeDate)
        answer["disableSessionTags"] = .boolean(association.hasNoSessionTags)
        answer["policy"] = .optional(association.policy)
        answer["tags"] = .map(
            Structure(members: association.tags.map { ($0.key, .string($0.value)) })
        )
        if let target = association.targetRoleARN {
            answer["targetRoleArn"] = .string(target)
            answer["externalId"] = .string(
                "\(association.region)/\(association.account)/\(association.cluster)/"
                    + "\(association.namespace)/\(association.serviceAccount)"
            )
        }
        return ["association": .structure(answer)]
    }
}
