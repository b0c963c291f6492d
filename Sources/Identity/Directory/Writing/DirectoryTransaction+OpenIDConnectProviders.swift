public import Base
import Store

extension DirectoryTransaction {
    /// Makes a provider, whose URL no other of the account has.
    @discardableResult
    public func createOpenIDConnectProvider(
        url: String,
        clientIDs: [String] = [],
        thumbprints: [String] = [],
        tags: [Tag] = []
    ) throws(DirectoryError) -> OpenIDConnectProvider {
        try IssuerURL.require(url)
        try require(newTags: tags)
        let provider = OpenIDConnectProvider(
            account: account,
            url: url,
            clientIDs: try distinct(clientIDs),
            thumbprints: try checked(thumbprints),
            createDate: now,
            tags: tags
        )
        let key = key(Keyspace.openIDConnectProviders).text(provider.name)
        guard try !exists(key) else { throw .alreadyExists(.openIDConnectProvider, url) }
        try countOne(.openIDConnectProviders, within: .openIDConnectProviders)
        try put(key, provider)
        return provider
    }

    /// Takes tokens for one more client; one that is there does no harm.
    public func add(
        clientID: String,
        toOpenIDConnectProvider arn: String
    ) throws(DirectoryError) {
        var provider = try openIDConnectProvider(arn: arn)
        provider.clientIDs = try distinct(provider.clientIDs + [clientID])
        try put(provider)
    }

    /// Takes no tokens for a client; one that is not there does no harm.
    public func remove(
        clientID: String,
        fromOpenIDConnectProvider arn: String
    ) throws(DirectoryError) {
        var provider = try openIDConnectProvider(arn: arn)
        provider.clientIDs.removeAll { $0 == clientID }
        try put(provider)
    }

    /// Replaces the thumbprints.
    public func setThumbprints(
        _ thumbprints: [String],
        ofOpenIDConnectProvider arn: String
    ) throws(DirectoryError) {
        var provider = try openIDConnectProvider(arn: arn)
        provider.thumbprints = try checked(thumbprints)
        try put(provider)
    }

    /// Deletes a provider; roles that name it keep their trust policies.
    public func deleteOpenIDConnectProvider(arn: String) throws(DirectoryError) {
        guard let provider = try openIDConnectProviderIfPresent(arn: arn) else {
            // The API Reference calls this harmless, and AWS answers so all the same.
            // Source: AWS's answer as LocalStack recorded it in 2026.
            throw .missing("OpenId connect Provider \(arn) cannot be found.")
        }
        try delete(key(Keyspace.openIDConnectProviders).text(provider.name))
        try count(.openIDConnectProviders, by: -1)
        touch()
    }

    func put(_ provider: OpenIDConnectProvider) throws(DirectoryError) {
        try put(key(Keyspace.openIDConnectProviders).text(provider.name), provider)
        touch()
    }

    /// Client ids, each once, within the quota.
    private func distinct(_ clientIDs: [String]) throws(DirectoryError) -> [String] {
        var distinct: [String] = []
        for id in clientIDs where !distinct.contains(id) {
            guard (1...Limits.clientID).contains(id.unicodeScalars.count) else {
                throw .invalidValue("A client ID must have 1 to \(Limits.clientID) characters.")
            }
            distinct.append(id)
            let limit = quotas[.clientIDsPerProvider]
            guard distinct.count <= limit else {
                throw .limitExceeded(.clientIDsPerProvider, limit)
            }
        }
        return distinct
    }

    private func checked(_ thumbprints: [String]) throws(DirectoryError) -> [String] {
        guard thumbprints.count <= Limits.thumbprints else {
            throw .invalidValue(
                "Thumbprint list must contain fewer than \(Limits.thumbprints) entries."
            )
        }
        for thumbprint in thumbprints {
            guard thumbprint.utf8.count == Limits.thumbprint,
                thumbprint.utf8.allSatisfy(IssuerURL.isHexadecimal)
            else { throw .invalidValue("A thumbprint must have 40 hexadecimal digits.") }
        }
        return thumbprints
    }
}
