public import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Makes a key for a user and tells its secret, which is not told again.
    public func createAccessKey(
        forUser name: String
    ) throws(DirectoryError) -> (key: AccessKey, secret: String) {
        let user = try user(named: name)
        try requireRoom(
            key(Keyspace.ownedAccessKeys).text(user.id),
            within: .accessKeysPerUser
        )
        let id = AccessKeyID.make(.accessKey, account: account, random: dependencies.random)
        let secret = SecretAccessKey.make(random: dependencies.random)
        return (try putKey(id, secret: secret, owner: .user(user.id)), secret)
    }

    /// Makes a key for the account's root user, with an id and secret of one's own if given.
    public func createRootAccessKey(
        id: AccessKeyID? = nil,
        secret: String? = nil
    ) throws(DirectoryError) -> (key: AccessKey, secret: String) {
        let id = id ?? .make(.accessKey, account: account, random: dependencies.random)
        let secret = secret ?? SecretAccessKey.make(random: dependencies.random)
        return (try putKey(id, secret: secret, owner: .root), secret)
    }

    /// Makes a key active or inactive.
    ///
    /// The owner is checked: a key of another user is `noSuch`.
    public func setStatus(
        _ status: AccessKey.Status,
        ofAccessKey id: AccessKeyID,
        owner: AccessKey.Owner
    ) throws(DirectoryError) {
        var key = try ownedKey(id, owner: owner)
        key.status = status
        try put(Key(Keyspace.accessKeys).text(id.text), key)
        touch()
    }

    /// Deletes a key.
    ///
    /// The owner is checked: a key of another user is `noSuch`.
    public func deleteAccessKey(
        _ id: AccessKeyID,
        owner: AccessKey.Owner
    ) throws(DirectoryError) {
        let key = try ownedKey(id, owner: owner)
        try delete(Key(Keyspace.accessKeys).text(id.text))
        try forgetUse(ofKey: id)
        try delete(self.key(Keyspace.ownedAccessKeys).text(key.owner.text).text(id.text))
        touch()
    }

    private func ownedKey(
        _ id: AccessKeyID,
        owner: AccessKey.Owner
    ) throws(DirectoryError) -> AccessKey {
        guard let key = try accessKey(id), key.account == account, key.owner == owner else {
            throw .noSuch(.accessKey, id.text)
        }
        return key
    }

    private func putKey(
        _ id: AccessKeyID,
        secret: String,
        owner: AccessKey.Owner
    ) throws(DirectoryError) -> AccessKey {
        let recordKey = Key(Keyspace.accessKeys).text(id.text)
        guard try !exists(recordKey) else { throw .alreadyExists(.accessKey, id.text) }
        let sealed: [UInt8]
        do {
            sealed = try dependencies.sealer.seal(
                Secret(secret.utf8),
                context: Array(id.text.utf8)
            )
        } catch { throw .sealFailed }
        let key = AccessKey(
            id: id,
            account: account,
            owner: owner,
            status: .active,
            createDate: now,
            sealedSecret: sealed
        )
        try put(recordKey, key)
        try put(self.key(Keyspace.ownedAccessKeys).text(owner.text).text(id.text), [])
        return key
    }
}

/// The secret half of an access key.
enum SecretAccessKey {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// Forty characters of base 64: 240 random bits.
    ///
    /// - Source: IAM User Guide, "Managing access keys" (examples have 40 characters).
    static func make(random: RandomSource) -> String {
        String(decoding: random.bytes(40).map { alphabet[Int($0 & 63)] }, as: UTF8.self)
    }
}
