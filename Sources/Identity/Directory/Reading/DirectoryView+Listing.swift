import Base
import Store

extension DirectoryView {
    /// A page of entries under a prefix, after a marker.
    func page(
        prefix: Key,
        after marker: String?,
        limit: Int
    ) throws(DirectoryError) -> (entries: [Entry], marker: String?) {
        let limit = min(max(limit, 1), Limits.pageItems)
        var last: Key?
        if let marker { last = Key(bytes: prefix.bytes + (try Marker.position(marker))) }
        var entries = try entries(prefix: prefix, after: last, limit: limit + 1)
        guard entries.count > limit else { return (entries, nil) }
        entries.removeLast()
        let position = entries[limit - 1].key.bytes.dropFirst(prefix.bytes.count)
        return (entries, Marker.text(position))
    }

    /// A page of entities: all of them in order of names, or those within a path in order of paths.
    func page<Entity: NamedRecord>(
        _ keyspace: UInt8,
        kind: EntityKind,
        pathPrefix: String,
        after marker: String?,
        limit: Int,
        as: Entity.Type
    ) throws(DirectoryError) -> Page<Entity> {
        guard pathPrefix != "/", !pathPrefix.isEmpty else {
            let page = try page(prefix: key(keyspace), after: marker, limit: limit)
            var items: [Entity] = []
            items.reserveCapacity(page.entries.count)
            for entry in page.entries { items.append(try decode(entry.value, as: Entity.self)) }
            return Page(items: items, marker: page.marker)
        }
        let paths = key(Keyspace.paths).byte(kind.rawValue)
        let prefix = Key(bytes: paths.bytes).tail(pathPrefix)
        var after = marker
        if let marker, let name = Marker.name(marker) {
            guard let entity = try record(key(keyspace).name(name), as: Entity.self) else {
                throw Marker.invalid
            }
            let position = Key(bytes: []).text(entity.path).name(entity.name)
            after = Marker.text(position.bytes.dropFirst(pathPrefix.utf8.count))
        }
        var page = try page(prefix: prefix, after: after, limit: limit)
        var items: [Entity] = []
        items.reserveCapacity(page.entries.count)
        for entry in page.entries {
            // After the kind: the path, then the name.
            let path = entry.key.text(at: paths.bytes.count)
            let name = entry.key.text(at: paths.bytes.count + path.utf8.count + 1)
            guard let entity = try record(key(keyspace).name(name), as: Entity.self) else {
                throw .store(.unreadable("a path names no entity"))
            }
            items.append(entity)
        }
        if let long = page.marker, long.utf8.count > Limits.marker, let last = items.last {
            page.marker = Marker.text(name: last.name)
        }
        return Page(items: items, marker: page.marker)
    }

    /// The texts that come last in the keys under a prefix.
    func names(prefix: Key, limit: Int = .max) throws(DirectoryError) -> [String] {
        try entries(prefix: prefix, limit: limit).map { $0.key.text(at: prefix.bytes.count) }
    }
}
