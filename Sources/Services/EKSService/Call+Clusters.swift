internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension Call where View: DirectoryView {
    /// The ARN of the cluster that the request names.
    func clusterARN() throws(ServiceError) -> String {
        EKSCluster.arn(account, environment.region, try input.requiredString("clusterName"))
    }

    /// The cluster that the request names.
    func cluster() throws -> EKSCluster {
        let name = try input.requiredString("clusterName")
        guard let cluster = try directory.cluster(named: name, in: environment.region) else {
            throw ServiceError.noCluster(name)
        }
        return cluster
    }

    /// The association that the request names, once the gate has let the call pass.
    ///
    /// - Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
    ///   Elastic Kubernetes Service".
    mutating func authorizedAssociation(_ action: String) throws -> PodIdentityAssociation {
        let name = try input.requiredString("clusterName")
        let id = try input.requiredString("associationId")
        let region = environment.region
        let association = try directory.podIdentityAssociation(id: id, of: name, in: region)
        try authorize(
            Demand(
                "eks:\(action)",
                on: "arn:aws:eks:\(region):\(account):podidentityassociation/\(name)/\(id)"
            )
            .resourceTags(association?.tags ?? [], prefix: "eks")
        )
        _ = try cluster()
        guard let association else {
            throw ServiceError.notFound("No association found with id: \(id).")
        }
        return association
    }
}
