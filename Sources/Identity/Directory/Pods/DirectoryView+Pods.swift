import Base
import Store

extension DirectoryView {
    /// The cluster of a region with a name; nil when nobody has named it.
    public func cluster(
        named name: String,
        in region: String
    ) throws(DirectoryError) -> EKSCluster? {
        try record(clusterKey(Keyspace.clusters, region, name), as: EKSCluster.self)
    }

    /// The clusters of the account, in order of regions and names.
    public func clusters() throws(DirectoryError) -> [EKSCluster] {
        try all(key(Keyspace.clusters), as: EKSCluster.self)
    }

    /// The association of a cluster with an id; nil when there is none.
    public func podIdentityAssociation(
        id: String,
        of cluster: String,
        in region: String
    ) throws(DirectoryError) -> PodIdentityAssociation? {
        try record(
            clusterKey(Keyspace.podAssociations, region, cluster).text(id),
            as: PodIdentityAssociation.self
        )
    }

    /// The association of a service account; nil when there is none.
    public func podIdentityAssociation(
        of subject: PodIdentityAssociation.Subject
    ) throws(DirectoryError) -> PodIdentityAssociation? {
        guard let id = try value(subjectKey(subject)) else { return nil }
        return try podIdentityAssociation(
            id: String(decoding: id, as: UTF8.self),
            of: subject.cluster,
            in: subject.region
        )
    }

    /// A page of a cluster's associations in order of namespaces and service accounts.
    ///
    /// - Parameters:
    ///   - cluster: The name of the cluster.
    ///   - region: The region of the cluster.
    ///   - namespace: The one namespace to look at; nil for all.
    ///   - marker: Where the last page ended.
    ///   - limit: How many there are on a page at most.
    /// - Returns: The page.
    /// - Throws: `DirectoryError.invalidInput` for a marker of another listing.
    public func podIdentityAssociations(
        of cluster: String,
        in region: String,
        namespace: String?,
        after marker: String?,
        limit: Int
    ) throws(DirectoryError) -> Page<PodIdentityAssociation> {
        var prefix = clusterKey(Keyspace.podSubjects, region, cluster)
        if let namespace { prefix = prefix.text(namespace) }
        let page = try page(prefix: prefix, after: marker, limit: limit)
        var items: [PodIdentityAssociation] = []
        for entry in page.entries {
            let id = String(decoding: entry.value, as: UTF8.self)
            if let item = try podIdentityAssociation(id: id, of: cluster, in: region) {
                items.append(item)
            }
        }
        return Page(items: items, marker: page.marker)
    }

    func clusterKey(_ keyspace: UInt8, _ region: String, _ cluster: String) -> Key {
        key(keyspace).text(region).text(cluster)
    }

    func subjectKey(_ subject: PodIdentityAssociation.Subject) -> Key {
        clusterKey(Keyspace.podSubjects, subject.region, subject.cluster)
            .text(subject.namespace).text(subject.serviceAccount)
    }
}
