public import Base
public import Cryptography
import Store

extension DirectoryView {
    /// The key with the id, of any account; nil when there is none.
    public func accessKey(_ id: AccessKeyID) throws(DirectoryError) -> AccessKey? {
        try record(Key(Keyspace.accessKeys).text(id.text), as: AccessKey.self)
    }

    /// The keys of a user or of the account's root, ordered by time of making.
    public func accessKeys(of owner: AccessKey.Owner) throws(DirectoryError) -> [AccessKey] {
        var keys: [AccessKey] = []
        for text in try names(prefix: key(Keyspace.ownedAccessKeys).text(owner.text)) {
            guard let id = AccessKeyID(text), let key = try accessKey(id) else {
                throw .store(.unreadable("an access key is missing"))
            }
            keys.append(key)
        }
        return keys.sorted { ($0.createDate, $0.id.text) < ($1.createDate, $1.id.text) }
    }

    /// The clear secret of a key, which must not reach a log or a message.
    public func secret(of key: AccessKey) throws(DirectoryError) -> Secret {
        do {
            return try dependencies.sealer.open(key.sealedSecret, context: Array(key.id.text.utf8))
        } catch { throw .sealFailed }
    }
}
