internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EKSService {
    /// How many tags an association has at most.
    ///
    /// - Source: EKS API Reference, CreatePodIdentityAssociation, `tags`.
    static let tagLimit = 50

    static func createAssociation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let cluster = try call.clusterARN()
        let tags = try AssociationTags.read(call.input)
        try call.authorize(
            Demand("eks:CreatePodIdentityAssociation", on: cluster).requestTags(tags)
        )
        _ = try call.cluster()
        let subject = try subject(call)
        let choices = try AssociationChoices.read(call.input, changing: nil)
        try authorizePassing(&call, choices, cluster)
        let token = try clientToken(call.input)
        if let known = try call.directory.podIdentityAssociation(of: subject) {
            guard let token, known.clientToken == token, known.choices == choices else {
                throw ServiceError.inUse(known.id)
            }
            return answer(known)
        }
        guard try call.directory.hasRoomForAssociation(of: subject.cluster, in: subject.region)
        else { throw ServiceError.tooManyAssociations }
        return answer(
            try call.directory.createPodIdentityAssociation(
                for: subject,
                choices,
                clientToken: token,
                tags: tags
            )
        )
    }

    static func updateAssociation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        var association = try call.authorizedAssociation("UpdatePodIdentityAssociation")
        let choices = try AssociationChoices.read(call.input, changing: association.choices)
        try authorizePassing(&call, choices, try call.clusterARN())
        association.choices = choices
        association.modifyDate = call.environment.now
        try call.directory.put(association)
        return answer(association)
    }

    static func deleteAssociation(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let association = try call.authorizedAssociation("DeletePodIdentityAssociation")
        try call.directory.delete(association)
        return answer(association)
    }

    static func describeAssociation(_ call: inout Call<DirectoryReader>) throws -> Structure {
        answer(try call.authorizedAssociation("DescribePodIdentityAssociation"))
    }

    /// The role must be the caller's to pass, and must be there and trust pods; the target role is
    /// assumed by that role, so it needs nothing of the caller and may be of any account.
    ///
    /// - Source: EKS User Guide, "Access AWS Resources using EKS Pod Identity Target IAM Roles".
    private static func authorizePassing(
        _ call: inout Call<DirectoryTransaction>,
        _ choices: PodIdentityAssociation.Choices,
        _ cluster: String
    ) throws {
        try call.authorizePassing(role: choices.roleARN, to: podService, for: cluster)
        guard let state = try call.node.directory.roleState(arn: choices.roleARN) else {
            throw ServiceError.invalidParameter(
                "Role provided in the request does not exist: \(choices.roleARN)"
            )
        }
        guard try PodTrust.isGiven(by: state, withTags: !choices.isWithoutSessionTags) else {
            throw ServiceError.invalidParameter("Trust policy of the role provided is invalid.")
        }
    }

    /// - Source: Kubernetes, "Object Names and IDs": names of namespaces are labels of RFC 1123, those
    ///   of service accounts are subdomains.
    private static func subject<View>(
        _ call: Call<View>
    ) throws(ServiceError) -> PodIdentityAssociation.Subject {
        let namespace = try call.input.requiredString("namespace")
        let account = try call.input.requiredString("serviceAccount")
        guard KubernetesName.isLabel(namespace) else {
            throw .invalidParameter("The namespace is not valid: \(namespace)")
        }
        guard KubernetesName.isSubdomain(account) else {
            throw .invalidParameter("The service account is not valid: \(account)")
        }
        return PodIdentityAssociation.Subject(
            region: call.environment.region,
            cluster: try call.input.requiredString("clusterName"),
            namespace: namespace,
            serviceAccount: account
        )
    }

    private static func clientToken(_ input: Structure) throws(ServiceError) -> String? {
        guard let token = input.string("clientRequestToken") else { return nil }
        guard token.unicodeScalars.count <= Limits.clientToken else {
            throw .invalidParameter(
                "clientRequestToken must have at most \(Limits.clientToken) characters."
            )
        }
        return token
    }

    private static func answer(_ association: PodIdentityAssociation) -> Structure {
        let subject = association.subject
        let choices = association.choices
        return [
            "association": [
                "clusterName": .string(subject.cluster),
                "namespace": .string(subject.namespace),
                "serviceAccount": .string(subject.serviceAccount),
                "roleArn": .string(choices.roleARN),
                "associationArn": .string(association.arn),
                "associationId": .string(association.id),
                "tags": AssociationTags.map(association.tags),
                "createdAt": .timestamp(association.createDate),
                "modifiedAt": .timestamp(association.modifyDate),
                "disableSessionTags": .boolean(choices.isWithoutSessionTags),
                "targetRoleArn": .optional(choices.targetRoleARN),
                "externalId": .optional(association.externalID),
                "policy": .optional(choices.policy),
            ]
        ]
    }
}
