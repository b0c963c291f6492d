import Store

extension DirectoryView {
    /// The resource of a region with an id; nil when there is none.
    public func anywhere<Resource: AnywhereResource>(
        _ type: Resource.Type,
        id: String,
        in region: String
    ) throws(DirectoryError) -> Resource? {
        try record(anywhereKey(Resource.kind, region).text(id), as: Resource.self)
    }

    /// All resources of a kind in a region.
    public func allAnywhere<Resource: AnywhereResource>(
        _ type: Resource.Type,
        in region: String
    ) throws(DirectoryError) -> [Resource] {
        try all(anywhereKey(Resource.kind, region), as: Resource.self)
    }

    /// The lists of revoked certificates of a trust anchor; those of others are not decoded.
    public func revocationLists(
        of anchor: TrustAnchor
    ) throws(DirectoryError) -> [AnywhereRevocationList] {
        var lists: [AnywhereRevocationList] = []
        for entry in try entries(prefix: anywhereKey(.revocationList, anchor.region)) {
            do {
                let record = try RecordReader(entry.value)
                guard try AnywhereRevocationList.trustAnchorARN(record) == anchor.arn else {
                    continue
                }
                lists.append(try AnywhereRevocationList(record, account: account))
            } catch { throw .store(error) }
        }
        return lists
    }

    /// A page of the resources of a kind in a region.
    public func anywherePage<Resource: AnywhereResource>(
        _ type: Resource.Type,
        in region: String,
        after marker: String?,
        limit: Int
    ) throws(DirectoryError) -> Page<Resource> {
        let page = try page(
            prefix: anywhereKey(Resource.kind, region),
            after: marker,
            limit: limit
        )
        var items: [Resource] = []
        for entry in page.entries { items.append(try decode(entry.value, as: Resource.self)) }
        return Page(items: items, marker: page.marker)
    }

    func anywhereKey(_ kind: AnywhereKind, _ region: String) -> Key {
        key(kind.keyspace).text(region)
    }
}
