import Base
import Store

extension DirectoryView {
    /// The users of a group, ordered by unique id.
    public func users(
        inGroup name: String,
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<User> {
        let group = try group(named: name)
        let prefix = key(Keyspace.groupUsers).text(group.id)
        let page = try page(prefix: prefix, after: marker, limit: limit)
        var items: [User] = []
        for entry in page.entries {
            guard let user = try user(id: entry.key.text(at: prefix.bytes.count)) else {
                throw .store(.unreadable("a group holds an unknown user"))
            }
            items.append(user)
        }
        return Page(items: items, marker: page.marker)
    }

    /// The groups that a user is in, in order of names.
    public func groups(ofUser name: String) throws(DirectoryError) -> [Group] {
        let user = try user(named: name)
        var groups: [Group] = []
        for id in try groupIDs(ofUserID: user.id) {
            guard let group = try group(id: id) else {
                throw .store(.unreadable("a user is in an unknown group"))
            }
            groups.append(group)
        }
        return groups.sorted { $0.name < $1.name }
    }

    func groupIDs(ofUserID id: String) throws(DirectoryError) -> [String] {
        try names(prefix: key(Keyspace.userGroups).text(id))
    }
}
