import Base
import Store

extension DirectoryTransaction {
    /// Writes a resource of IAM Roles Anywhere.
    public func putAnywhere(_ resource: some AnywhereResource) throws(DirectoryError) {
        try put(anywhereKey(type(of: resource).kind, resource.region).text(resource.id), resource)
    }

    /// Whether a region has room for one more of a kind.
    public func hasRoom(for kind: AnywhereKind, in region: String) throws(DirectoryError) -> Bool {
        guard let limit = kind.limit else { return true }
        return try count(prefix: anywhereKey(kind, region), limit: limit) < limit
    }

    /// Whether a trust anchor may have one more list of revoked certificates.
    public func hasRoomForList(of anchor: TrustAnchor) throws(DirectoryError) -> Bool {
        try revocationLists(of: anchor).count < Limits.revocationListsOfAnchor
    }

    /// Writes someone who has shown a certificate; with too many, another one is forgotten.
    public func remember(_ subject: AnywhereSubject) throws(DirectoryError) {
        let prefix = anywhereKey(.subject, subject.region)
        let key = prefix.text(subject.id)
        if try !exists(key) {
            let isFull = try count(.anywhereSubjects) >= Limits.anywhereSubjects
            let hasPlace = isFull ? try forgetSubject(prefix, after: key) : false
            if !hasPlace { try count(.anywhereSubjects, by: 1) }
        }
        try put(key, subject)
    }

    /// Forgets, of the subjects that follow a key, the one that was not seen for longest.
    ///
    /// Ids are digests of names, so all are met alike. False when there are none.
    private func forgetSubject(_ prefix: Key, after key: Key) throws(DirectoryError) -> Bool {
        let limit = Limits.subjectsLookedAt
        var others = try entries(prefix: prefix, after: key, limit: limit)
        if others.isEmpty { others = try entries(prefix: prefix, limit: limit) }
        var oldest: (key: Key, date: Timestamp)?
        for entry in others {
            let date = try decode(entry.value, as: AnywhereSubject.self).seenDate
            if date < oldest?.date ?? date.adding(seconds: 1) { oldest = (entry.key, date) }
        }
        guard let oldest else { return false }
        try delete(oldest.key)
        return true
    }

    /// Deletes a resource of IAM Roles Anywhere.
    public func deleteAnywhere(_ resource: some AnywhereResource) throws(DirectoryError) {
        try delete(anywhereKey(type(of: resource).kind, resource.region).text(resource.id))
    }
}
