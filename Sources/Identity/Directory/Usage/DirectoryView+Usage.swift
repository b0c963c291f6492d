import Base
import Store

extension DirectoryView {
    /// What is kept of a principal's last uses.
    func access(ofPrincipal id: String) throws(DirectoryError) -> PrincipalAccess {
        try record(key(Keyspace.accesses).text(id), as: PrincipalAccess.self) ?? PrincipalAccess()
    }

    /// What is kept of an access key's last use.
    func lastUse(ofKey id: AccessKeyID) throws(DirectoryError) -> LastUse.Use? {
        try record(key(Keyspace.keyUses).text(id.text), as: LastUse.Use.self)
    }
}

extension DirectoryTransaction {
    /// Keeps what was used, but for keys and principals that are gone.
    func keep(_ batch: UsageBatch) throws(DirectoryError) {
        for (id, uses) in batch.accesses {
            guard try isPrincipal(id) else { continue }
            var access = try access(ofPrincipal: id)
            access.merge(uses)
            access.prune(at: now)
            try put(key(Keyspace.accesses).text(id), access)
        }
        for (text, use) in batch.keys {
            guard let id = AccessKeyID(text), try accessKey(id)?.account == account else {
                continue
            }
            if let kept = try lastUse(ofKey: id), kept.time > use.time { continue }
            try put(key(Keyspace.keyUses).text(text), use)
        }
    }

    /// Forgets what a user or role that is deleted has used, and what it was made from.
    func forgetAccess(ofPrincipal id: String) throws(DirectoryError) {
        try delete(key(Keyspace.accesses).text(id))
        try delete(key(Keyspace.roleTemplateUses).text(id))
    }

    /// Forgets when an access key that is deleted was used.
    func forgetUse(ofKey id: AccessKeyID) throws(DirectoryError) {
        try delete(key(Keyspace.keyUses).text(id.text))
    }

    private func isPrincipal(_ id: String) throws(DirectoryError) -> Bool {
        if id == PrincipalID.root { return true }
        return try entity(id: id)?.account == account
    }
}

/// What stands for principals that have no unique id.
public enum PrincipalID {
    /// The root user of an account.
    public static let root = "root"
}
