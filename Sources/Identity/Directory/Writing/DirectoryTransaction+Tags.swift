public import Base
import Store

extension DirectoryTransaction {
    /// Sets tags: those with a key that is there, in whatever case, are replaced.
    public func tag(_ entity: TaggedEntity, with tags: [Tag]) throws(DirectoryError) {
        try Forms.require(tags: tags)
        try changeTags(of: entity) { (old) throws(DirectoryError) in
            var merged = old
            for tag in tags {
                let place = merged.firstIndex { $0.hasKey(tag.key, ignoringCase: true) }
                if let place { merged[place] = tag } else { merged.append(tag) }
            }
            try Forms.require(distinct: merged)
            return merged
        }
    }

    /// Removes the tags with the keys, in whatever case; keys that are not there do no harm.
    public func untag(_ entity: TaggedEntity, keys: [String]) throws(DirectoryError) {
        try changeTags(of: entity) { tags in
            tags.filter { tag in !keys.contains { tag.hasKey($0, ignoringCase: true) } }
        }
    }

    /// Checks the tags of an entity that is being made.
    func require(newTags tags: [Tag]) throws(DirectoryError) {
        try Forms.require(tags: tags)
        guard tags.count <= quotas[.tags] else { throw .limitExceeded(.tags, quotas[.tags]) }
    }

    private func changeTags(
        of entity: TaggedEntity,
        by change: ([Tag]) throws(DirectoryError) -> [Tag]
    ) throws(DirectoryError) {
        switch entity {
        case .user(let name):
            var user = try user(named: name)
            user.tags = try changed(user.tags, by: change)
            try put(user)
        case .role(let name):
            // Tags on service-linked roles may be changed.
            // - Source: IAM User Guide, "Tagging IAM roles".
            var role = try role(named: name)
            role.tags = try changed(role.tags, by: change)
            try put(role)
        case .policy(let arn):
            let policy = try modifiablePolicy(arn: arn)
            try putTags(try changed(policy.tags, by: change), of: policy)
        case .instanceProfile(let name):
            var profile = try instanceProfile(named: name)
            profile.tags = try changed(profile.tags, by: change)
            try put(profile)
        case .mfaDevice(let serial):
            var device = try mfaDevice(serial: serial)
            device.tags = try changed(device.tags, by: change)
            try put(device)
        case .openIDConnectProvider(let arn):
            var provider = try openIDConnectProvider(arn: arn)
            provider.tags = try changed(provider.tags, by: change)
            try put(provider)
        case .samlProvider(let arn):
            var provider = try samlProvider(arn: arn)
            provider.tags = try changed(provider.tags, by: change)
            try put(provider)
        case .serverCertificate(let name):
            var certificate = try serverCertificate(named: name)
            certificate.tags = try changed(certificate.tags, by: change)
            try put(certificate)
        }
    }

    private func changed(
        _ tags: [Tag],
        by change: ([Tag]) throws(DirectoryError) -> [Tag]
    ) throws(DirectoryError) -> [Tag] {
        let changed = try change(tags)
        guard changed.count <= max(quotas[.tags], tags.count) else {
            throw .limitExceeded(.tags, quotas[.tags])
        }
        return changed
    }
}
