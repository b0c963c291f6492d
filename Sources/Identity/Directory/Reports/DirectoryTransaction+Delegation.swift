import Base
import Store

extension DirectoryView {
    /// The delegation request with the id, of any account; nil when there is none.
    public func delegationRequest(_ id: String) throws(DirectoryError) -> DelegationRequest? {
        try record(Key(Keyspace.delegationRequests).text(id), as: DelegationRequest.self)
    }

    /// The requests that someone of the account has taken on, in order of ids.
    public func ownedDelegationRequests(
        after marker: String?,
        limit: Int
    ) throws(DirectoryError) -> Page<DelegationRequest> {
        let prefix = key(Keyspace.accountDelegations)
        var page = Page<DelegationRequest>(items: [], marker: marker)
        var seen = 0
        repeat {
            let part = try self.page(
                prefix: prefix,
                after: page.marker,
                limit: limit - page.items.count
            )
            for entry in part.entries {
                let id = entry.key.text(at: prefix.bytes.count)
                guard let request = try delegationRequest(id), request.ownerAccount == account,
                    request.ownerID != nil
                else { continue }
                page.items.append(request)
            }
            seen += part.entries.count
            page.marker = part.marker
        } while page.marker != nil && page.items.count < limit && seen < Limits.recordsPerPage
        return page
    }
}

extension DirectoryTransaction {
    /// Keeps a new request of this account; false when it has one with the workflow's id.
    public func create(_ request: DelegationRequest) throws(DirectoryError) -> Bool {
        let workflow = key(Keyspace.delegationWorkflows).text(request.terms.workflowID)
        guard try !exists(workflow) else { return false }
        try put(workflow, Array(request.id.utf8))
        try put(key(Keyspace.accountDelegations).text(request.id), [])
        try put(request)
        return true
    }

    /// Keeps what has become of a request that this account owns.
    public func put(_ request: DelegationRequest) throws(DirectoryError) {
        try put(Key(Keyspace.delegationRequests).text(request.id), request)
        guard request.ownerAccount == account else { return }
        try put(key(Keyspace.accountDelegations).text(request.id), [])
    }

    /// Deletes the requests that the account made or owns.
    func deleteDelegations() throws(DirectoryError) {
        for id in try names(prefix: key(Keyspace.accountDelegations)) {
            try delete(Key(Keyspace.delegationRequests).text(id))
        }
    }
}
