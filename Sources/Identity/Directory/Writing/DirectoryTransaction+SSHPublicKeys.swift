import Base
import Store

extension DirectoryTransaction {
    /// Gives a user a public key, in either encoding, that it does not have yet.
    public func uploadSSHPublicKey(
        _ body: String,
        forUser name: String
    ) throws(DirectoryError) -> SSHPublicKey {
        let user = try user(named: name)
        let text = Forms.trimmed(body)
        guard text.unicodeScalars.count <= Limits.publicKeyBody else {
            throw .credential(.invalidPublicKey)
        }
        let key = try SSHPublicKey.key(in: text)
        guard try !sshPublicKeys(ofUser: name).contains(where: { $0.key == key }) else {
            throw .credential(.duplicatePublicKey)
        }
        let prefix = self.key(Keyspace.sshPublicKeys).text(user.id)
        try requireRoom(prefix, within: .sshPublicKeysPerUser)
        let made = SSHPublicKey(
            id: UniqueID.make(.publicKey, random: dependencies.random),
            userID: user.id,
            status: .active,
            uploadDate: now,
            text: text,
            key: key
        )
        try put(prefix.text(made.id), made)
        return made
    }

    /// Makes a user's public key active or inactive.
    public func setStatus(
        _ status: AccessKey.Status,
        ofSSHPublicKey id: String,
        ofUser name: String
    ) throws(DirectoryError) {
        var key = try sshPublicKey(id, ofUser: name)
        key.status = status
        try put(self.key(Keyspace.sshPublicKeys).text(key.userID).text(id), key)
    }

    /// Deletes a user's public key.
    public func deleteSSHPublicKey(_ id: String, ofUser name: String) throws(DirectoryError) {
        let key = try sshPublicKey(id, ofUser: name)
        try delete(self.key(Keyspace.sshPublicKeys).text(key.userID).text(id))
    }
}
