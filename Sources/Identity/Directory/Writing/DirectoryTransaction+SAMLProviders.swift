public import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Makes a provider of what its metadata tell.
    ///
    /// - Throws: `invalidValue` when the metadata or the private key cannot be read.
    @discardableResult
    public func createSAMLProvider(
        named name: String,
        metadata: String,
        encryptionMode: SAMLProvider.EncryptionMode = .allowed,
        privateKey: String? = nil,
        tags: [Tag] = []
    ) throws(DirectoryError) -> SAMLProvider {
        try Forms.require(name: name, of: .samlProvider)
        try require(newTags: tags)
        let key = key(Keyspace.samlProviders).name(name)
        guard try !exists(key) else { throw .alreadyExists(.samlProvider, name) }
        let parsed = try parsed(metadata)
        var provider = SAMLProvider(
            account: account,
            name: name,
            uuid: UniqueID.letters(Limits.samlID, random: dependencies.random),
            createDate: now,
            validUntil: end(of: parsed),
            signers: SAMLSigners(parsed),
            encryptionMode: encryptionMode,
            privateKeys: [],
            tags: tags
        )
        if let privateKey { try add(privateKey, to: &provider) }
        try requireKeyIfEncrypted(provider)
        try countOne(.samlProviders, within: .samlProviders)
        try put(key, provider)
        try put(self.key(Keyspace.samlMetadata).name(name), Array(metadata.utf8))
        return provider
    }

    /// Changes what is given; a key cannot be added and another removed at once.
    ///
    /// - Source: IAM User Guide, "Troubleshoot SAML federation with IAM", for rules and sentences.
    @discardableResult
    public func updateSAMLProvider(
        arn: String,
        metadata: String? = nil,
        encryptionMode: SAMLProvider.EncryptionMode? = nil,
        addingPrivateKey addedKey: String? = nil,
        removingPrivateKey removedKey: String? = nil
    ) throws(DirectoryError) -> SAMLProvider {
        var provider = try samlProvider(arn: arn)
        guard metadata != nil || encryptionMode != nil || addedKey != nil || removedKey != nil
        else {
            throw .invalidValue(
                "Unable to update identity provider. No updates are defined for metadata or "
                    + "encryption assertion."
            )
        }
        guard addedKey == nil || removedKey == nil else {
            throw .invalidValue(
                "Unable to add and remove private keys in the same request. "
                    + "Set a value for only one of the two parameters."
            )
        }
        if let metadata {
            let parsed = try parsed(metadata)
            provider.validUntil = end(of: parsed)
            provider.signers = SAMLSigners(parsed)
            try put(key(Keyspace.samlMetadata).name(provider.name), Array(metadata.utf8))
        }
        if let encryptionMode { provider.encryptionMode = encryptionMode }
        if let addedKey { try add(addedKey, to: &provider) }
        if let removedKey { try remove(removedKey, from: &provider) }
        try requireKeyIfEncrypted(provider)
        try put(provider)
        return provider
    }

    /// Deletes a provider; roles that name it keep their trust policies.
    public func deleteSAMLProvider(arn: String) throws(DirectoryError) {
        let provider = try samlProvider(arn: arn)
        try delete(key(Keyspace.samlProviders).name(provider.name))
        try delete(key(Keyspace.samlMetadata).name(provider.name))
        try count(.samlProviders, by: -1)
    }

    func put(_ provider: SAMLProvider) throws(DirectoryError) {
        try put(key(Keyspace.samlProviders).name(provider.name), provider)
    }

    private func parsed(_ metadata: String) throws(DirectoryError) -> SAMLMetadata {
        do {
            return try SAMLMetadata(parsing: metadata)
        } catch { throw .invalidValue("Could not parse metadata") }
    }

    /// When the metadata end.
    private func end(of metadata: SAMLMetadata) -> Timestamp {
        metadata.validUntil ?? now.adding(years: Limits.metadataYears)
    }

    private func add(_ text: String, to provider: inout SAMLProvider) throws(DirectoryError) {
        let limit = quotas[.privateKeysPerSAMLProvider]
        guard provider.privateKeys.count < limit else {
            throw .limitExceeded(.privateKeysPerSAMLProvider, limit)
        }
        // Assertions come with their content key under RSA: XML Encryption 1.1, section 5.5.
        guard let key = PEMReader.privateKey(text), key.isRSA else {
            throw .invalidValue("Invalid private key.")
        }
        let id = UniqueID.letters(Limits.samlID, random: dependencies.random)
        provider.privateKeys.append(
            SAMLProvider.PrivateKey(
                id: id,
                createDate: now,
                sealed: try seal(text, context: SealContext.samlPrivateKey(id))
            )
        )
    }

    private func remove(_ id: String, from provider: inout SAMLProvider) throws(DirectoryError) {
        guard let index = provider.privateKeys.firstIndex(where: { $0.id == id }) else {
            throw .invalidValue(
                "Failed to remove private key because the Key ID does not match a private key."
            )
        }
        guard provider.privateKeys.count > 1 || provider.encryptionMode == .allowed else {
            throw .invalidValue("Failed to remove private key.")
        }
        provider.privateKeys.remove(at: index)
    }

    private func requireKeyIfEncrypted(_ provider: SAMLProvider) throws(DirectoryError) {
        guard provider.encryptionMode == .allowed || !provider.privateKeys.isEmpty else {
            throw .invalidValue(
                "Unable to set assertion encryption mode to Required because no private key is "
                    + "provided."
            )
        }
    }
}
