public import Base
import Store

extension DirectoryTransaction {
    /// Names a cluster, or tells its issuer anew.
    ///
    /// - Throws: `DirectoryError.invalidValue` when the region has as many as it may have.
    @discardableResult
    public func putCluster(
        named name: String,
        in region: String,
        issuer: String
    ) throws(DirectoryError) -> EKSCluster {
        let known = try cluster(named: name, in: region)
        let limit = Limits.clusters
        let clusters = key(Keyspace.clusters).text(region)
        let others = known == nil ? try count(prefix: clusters, limit: limit) : 0
        guard others < limit else {
            throw .invalidValue("A region has at most \(limit) clusters.")
        }
        let cluster = EKSCluster(
            account: account,
            region: region,
            name: name,
            issuer: issuer,
            createDate: known?.createDate ?? now
        )
        try put(clusterKey(Keyspace.clusters, region, name), cluster)
        return cluster
    }

    /// Forgets a cluster with its associations; false when nobody has named it.
    public func deleteCluster(
        named name: String,
        in region: String
    ) throws(DirectoryError) -> Bool {
        guard try cluster(named: name, in: region) != nil else { return false }
        try delete(clusterKey(Keyspace.clusters, region, name))
        try deleteAll(prefix: clusterKey(Keyspace.podAssociations, region, name))
        try deleteAll(prefix: clusterKey(Keyspace.podSubjects, region, name))
        return true
    }

    /// Whether a cluster may have one more association.
    public func hasRoomForAssociation(
        of cluster: String,
        in region: String
    ) throws(DirectoryError) -> Bool {
        let limit = Limits.podAssociations
        let prefix = clusterKey(Keyspace.podSubjects, region, cluster)
        return try count(prefix: prefix, limit: limit) < limit
    }

    /// Gives a role to a service account that has none; whether it has is the caller's to check.
    public func createPodIdentityAssociation(
        for subject: PodIdentityAssociation.Subject,
        _ choices: PodIdentityAssociation.Choices,
        clientToken: String?,
        tags: [Tag]
    ) throws(DirectoryError) -> PodIdentityAssociation {
        let letters = UniqueID.letters(17, random: dependencies.random).lowercased()
        let association = PodIdentityAssociation(
            account: account,
            id: "a-" + letters,
            subject: subject,
            choices: choices,
            clientToken: clientToken,
            createDate: now,
            modifyDate: now,
            tags: tags
        )
        try put(association)
        try put(subjectKey(subject), Array(association.id.utf8))
        return association
    }

    /// Writes what an association has become.
    public func put(_ association: PodIdentityAssociation) throws(DirectoryError) {
        let subject = association.subject
        try put(
            clusterKey(Keyspace.podAssociations, subject.region, subject.cluster)
                .text(association.id),
            association
        )
    }

    /// Takes the role from a service account.
    public func delete(_ association: PodIdentityAssociation) throws(DirectoryError) {
        let subject = association.subject
        try delete(
            clusterKey(Keyspace.podAssociations, subject.region, subject.cluster)
                .text(association.id)
        )
        try delete(subjectKey(subject))
    }
}
