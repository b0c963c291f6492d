internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EKSService {
    /// How many associations a page has when the request does not say.
    ///
    /// - Source: EKS API Reference, ListPodIdentityAssociations, `maxResults`.
    private static let pageItems = 100

    static func listAssociations(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(Demand("eks:ListPodIdentityAssociations", on: try call.clusterARN()))
        let cluster = try call.cluster()
        let account = call.input.string("serviceAccount")
        let page = try page(call, cluster)
        let items = page.items.filter { account == nil || $0.subject.serviceAccount == account }
        return [
            "associations": .structures(items.map(summary)),
            "nextToken": .optional(page.marker),
        ]
    }

    private static func page(
        _ call: Call<DirectoryReader>,
        _ cluster: EKSCluster
    ) throws -> Page<PodIdentityAssociation> {
        let namespace = call.input.string("namespace")
        let marker = call.input.string("nextToken")
        let limit = call.input.integer("maxResults") ?? pageItems
        do {
            return try call.directory.podIdentityAssociations(
                of: cluster.name,
                in: cluster.region,
                namespace: namespace,
                after: marker,
                limit: limit
            )
        } catch {
            guard case .invalidInput = error else { throw error }
            throw ServiceError.invalidParameter("The nextToken is not valid.")
        }
    }

    private static func summary(_ association: PodIdentityAssociation) -> Structure {
        [
            "clusterName": .string(association.subject.cluster),
            "namespace": .string(association.subject.namespace),
            "serviceAccount": .string(association.subject.serviceAccount),
            "associationArn": .string(association.arn),
            "associationId": .string(association.id),
        ]
    }
}
