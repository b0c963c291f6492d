import Store

extension DirectoryView {
    /// The credentials of a user, in order of ids.
    public func serviceCredentials(
        ofUser name: String
    ) throws(DirectoryError) -> [ServiceSpecificCredential] {
        try all(
            key(Keyspace.serviceCredentials).text(try user(named: name).id),
            as: ServiceSpecificCredential.self
        )
    }

    /// The credential of a user with the id.
    public func serviceCredential(
        _ id: String,
        ofUser name: String
    ) throws(DirectoryError) -> ServiceSpecificCredential {
        let key = key(Keyspace.serviceCredentials).text(try user(named: name).id).text(id)
        guard let found = try record(key, as: ServiceSpecificCredential.self) else {
            throw .noSuch(.serviceCredential, id)
        }
        return found
    }

    /// The credentials of all users, ordered by the users' unique ids.
    public func serviceCredentials(
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<ServiceSpecificCredential> {
        let prefix = key(Keyspace.serviceCredentials)
        let page = try page(prefix: prefix, after: marker, limit: limit)
        var items: [ServiceSpecificCredential] = []
        for entry in page.entries {
            items.append(try decode(entry.value, as: ServiceSpecificCredential.self))
        }
        return Page(items: items, marker: page.marker)
    }
}
