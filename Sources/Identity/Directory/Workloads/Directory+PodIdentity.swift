import Store

extension DirectoryView {
    /// The associations of a cluster, in order of their ids.
    public func podIdentityAssociations(
        cluster: String,
        region: String
    ) throws(DirectoryError) -> [PodIdentityAssociation] {
        try all(
            key(Keyspace.podIdentities).text(region).text(cluster),
            as: PodIdentityAssociation.self
        )
    }

    /// The association of a cluster with this id; nil when there is none.
    public func podIdentityAssociation(
        id: String,
        cluster: String,
        region: String
    ) throws(DirectoryError) -> PodIdentityAssociation? {
        try record(
            key(Keyspace.podIdentities).text(region).text(cluster).text(id),
            as: PodIdentityAssociation.self
        )
    }

    /// The association of a service account of a cluster; nil when there is none.
    public func podIdentityAssociation(
        of serviceAccount: String,
        in namespace: String,
        cluster: String,
        region: String
    ) throws(DirectoryError) -> PodIdentityAssociation? {
        let key = key(Keyspace.podServiceAccounts).text(region).text(cluster).text(namespace)
            .text(serviceAccount)
        guard let id = try value(key) else { return nil }
        return try podIdentityAssociation(
            id: String(decoding: id, as: UTF8.self),
            cluster: cluster,
            region: region
        )
    }
}

extension DirectoryTransaction {
    /// Keeps an association, new or changed.
    public func put(_ association: PodIdentityAssociation) throws(DirectoryError) {
        try put(key(association), association)
        try put(serviceAccountKey(association), Array(association.id.utf8))
    }

    /// Deletes an association.
    public func delete(_ association: PodIdentityAssociation) throws(DirectoryError) {
        try delete(key(association))
        try delete(serviceAccountKey(association))
    }

    private func key(_ association: PodIdentityAssociation) -> Key {
        key(Keyspace.podIdentities).text(association.region).text(association.cluster)
            .text(association.id)
    }

    private func serviceAccountKey(_ association: PodIdentityAssociation) -> Key {
        key(Keyspace.podServiceAccounts).text(association.region).text(association.cluster)
            .text(association.namespace).text(association.serviceAccount)
    }
}
