public import Base

/// The condition keys of a request with their values.
///
/// Names are told apart without regard to case. A key is single-valued or many-valued by how it
/// is set; a many-valued key may hold one value, or none, which is the same as being absent.
///
/// - Source: IAM User Guide, "The components of a request" and "Single-valued vs. multivalued
///   context keys".
public struct RequestContext: Sendable {
    struct Entry: Sendable {
        var hash: UInt64
        var name: Slice
        var values: Slice
        var isMultivalued: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    private(set) var values: [Slice] = []

    /// A context without keys, with room for so many.
    public init(capacity: Int = 0) {
        guard capacity > 0 else { return }
        bytes.reserveCapacity(capacity * 48)
        entries.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
    }

    /// Sets a single-valued key.
    public mutating func set(_ key: ContextKey, _ value: some StringProtocol) {
        put(name: key.bytes, hash: key.hash.value, isMultivalued: false)
        add(value.utf8)
    }

    /// Sets a single-valued key whose value is at hand as bytes of UTF-8.
    public mutating func set(_ key: ContextKey, bytes value: [UInt8]) {
        put(name: key.bytes, hash: key.hash.value, isMultivalued: false)
        add(value)
    }

    /// Sets a truth value.
    public mutating func set(_ key: ContextKey, _ value: Bool) {
        set(key, value ? "true" : "false")
    }

    /// Sets a moment.
    public mutating func set(_ key: ContextKey, _ value: Timestamp) {
        set(key, value.description)
    }

    /// Sets a many-valued key; an empty list makes it absent.
    public mutating func set(_ key: ContextKey, list: [String]) {
        put(name: key.bytes, hash: key.hash.value, isMultivalued: true)
        for value in list { add(value.utf8) }
    }

    /// Sets a single-valued key under a prefix, such as `aws:PrincipalTag/` and `team`.
    public mutating func set(
        _ prefix: ContextKey,
        _ suffix: some StringProtocol,
        _ value: some StringProtocol
    ) {
        var hash = prefix.hash
        for byte in suffix.utf8 { hash.append(byte) }
        put(name: prefix.bytes, suffix: suffix.utf8, hash: hash.value, isMultivalued: false)
        add(value.utf8)
    }

    /// Sets a single-valued key by its name.
    public mutating func set(name: String, _ value: String) { set(ContextKey(name), value) }

    /// Sets a many-valued key by its name.
    public mutating func set(name: String, list: [String]) { set(ContextKey(name), list: list) }

    /// The values of a key; nil when it is absent.
    public func values(of name: String) -> [String]? {
        let wanted = Array(name.utf8)
        guard let index = find(hash: TextHash(wanted).value, name: wanted.span) else { return nil }
        return entries[index].values.range.map { position in
            String(decoding: bytes[values[position].range], as: UTF8.self)
        }
    }

    /// The names that are set, as spelled.
    public var names: [String] {
        entries.map { String(decoding: bytes[$0.name.range], as: UTF8.self) }
    }

    /// The entry of a key, if it is set.
    @inline(__always)
    func find(hash: UInt64, name: Span<UInt8>) -> Int? {
        var index = 0
        while index < entries.count {
            if entries[index].hash == hash,
                isEqualIgnoringCase(bytes.span.extracting(entries[index].name.range), name)
            {
                return entries[index].values.count == 0 ? nil : index
            }
            index += 1
        }
        return nil
    }

    private mutating func put(
        name: [UInt8],
        suffix: some Collection<UInt8> = EmptyCollection(),
        hash: UInt64,
        isMultivalued: Bool
    ) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: suffix)
        let entry = Entry(
            hash: hash,
            name: Slice(start, bytes.count - start),
            values: Slice(values.count, 0),
            isMultivalued: isMultivalued
        )
        // The entry that is being filled must be the last.
        if let old = place(of: entry) { entries.remove(at: old) }
        entries.append(entry)
    }

    private func place(of entry: Entry) -> Int? {
        for index in entries.indices where entries[index].hash == entry.hash {
            if isEqualIgnoringCase(
                bytes.span.extracting(entries[index].name.range),
                bytes.span.extracting(entry.name.range)
            ) {
                return index
            }
        }
        return nil
    }

    private mutating func add(_ value: some Collection<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: value)
        values.append(Slice(start, bytes.count - start))
        entries[entries.count - 1].values.count += 1
    }
}
