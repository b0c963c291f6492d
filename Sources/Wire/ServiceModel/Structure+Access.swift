public import Base

extension Structure {
    /// The member's text; nil when it is absent or no text.
    public func string(_ name: String) -> String? {
        guard case .string(let text)? = self[name] else { return nil }
        return text
    }

    /// The member's whole number; nil when it is absent or no number.
    public func integer(_ name: String) -> Int? {
        guard case .integer(let number)? = self[name] else { return nil }
        return Int(number)
    }

    /// The member's truth value; nil when it is absent or no truth value.
    public func boolean(_ name: String) -> Bool? {
        guard case .boolean(let truth)? = self[name] else { return nil }
        return truth
    }

    /// The member's moment; nil when it is absent or no moment.
    public func timestamp(_ name: String) -> Timestamp? {
        guard case .timestamp(let moment)? = self[name] else { return nil }
        return moment
    }

    /// The member's bytes; nil when it is absent or no blob.
    public func blob(_ name: String) -> [UInt8]? {
        guard case .blob(let bytes)? = self[name] else { return nil }
        return bytes
    }

    /// The member's list; nil when it is absent or no list.
    public func list(_ name: String) -> [ServiceModel.Value]? {
        guard case .list(let values)? = self[name] else { return nil }
        return values
    }

    /// The member's list of texts, elements of other kinds left out; nil when it is absent.
    public func strings(_ name: String) -> [String]? {
        list(name)?.compactMap { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    /// The member's list of structures, elements of other kinds left out; nil when it is absent.
    public func structures(_ name: String) -> [Structure]? {
        list(name)?.compactMap { value in
            guard case .structure(let structure) = value else { return nil }
            return structure
        }
    }

    /// The member's structure; nil when it is absent or no structure.
    public func structure(_ name: String) -> Structure? {
        guard case .structure(let structure)? = self[name] else { return nil }
        return structure
    }

    /// The member's map; nil when it is absent or no map.
    public func map(_ name: String) -> Structure? {
        guard case .map(let entries)? = self[name] else { return nil }
        return entries
    }

    /// The member's list of `Key` and `Value` structures as tags; empty when it is absent.
    public func tags(_ name: String = "Tags") -> [Tag] {
        guard let list = list(name) else { return [] }
        var tags: [Tag] = []
        tags.reserveCapacity(list.count)
        for case .structure(let tag) in list {
            tags.append(Tag(key: tag.string("Key") ?? "", value: tag.string("Value") ?? ""))
        }
        return tags
    }

    /// The text of a member that the model requires.
    ///
    /// - Throws: `ValidationError` 400 when it is absent, which decoding has ruled out before.
    public func requiredString(_ name: String) throws(ServiceError) -> String {
        guard let text = string(name) else { throw .missingMember(name) }
        return text
    }
}
