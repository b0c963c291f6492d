import Base
import Store

extension DirectoryView {
    /// The OpenID Connect provider with exactly this ARN.
    public func openIDConnectProvider(
        arn: String
    ) throws(DirectoryError) -> OpenIDConnectProvider {
        guard let provider = try openIDConnectProviderIfPresent(arn: arn) else {
            throw .noSuch(.openIDConnectProvider, arn)
        }
        return provider
    }

    /// The SAML provider with exactly this ARN.
    public func samlProvider(arn: String) throws(DirectoryError) -> SAMLProvider {
        guard let name = name(in: arn, after: "saml-provider/"),
            let provider = try record(
                key(Keyspace.samlProviders).name(name),
                as: SAMLProvider.self
            ),
            provider.arn == arn
        else { throw .noSuch(.samlProvider, arn) }
        return provider
    }

    /// The metadata document of a SAML provider, as it was given.
    public func metadata(of provider: SAMLProvider) throws(DirectoryError) -> String {
        guard let bytes = try value(key(Keyspace.samlMetadata).name(provider.name)) else {
            throw .store(.unreadable("a SAML provider has no metadata"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Who issues and signs a SAML provider's assertions, also of one that an older version made.
    public func signers(of provider: SAMLProvider) throws(DirectoryError) -> SAMLSigners {
        guard provider.signers.certificates.isEmpty else { return provider.signers }
        do {
            return SAMLSigners(try SAMLMetadata(parsing: try metadata(of: provider)))
        } catch let error as DirectoryError {
            throw error
        } catch { throw .store(.unreadable("a SAML provider's metadata cannot be read")) }
    }

    /// Every OpenID Connect provider, in order of URLs; there are few.
    public func openIDConnectProviders() throws(DirectoryError) -> [OpenIDConnectProvider] {
        try all(key(Keyspace.openIDConnectProviders), as: OpenIDConnectProvider.self)
    }

    /// Every SAML provider, in order of names; there are few.
    public func samlProviders() throws(DirectoryError) -> [SAMLProvider] {
        try all(key(Keyspace.samlProviders), as: SAMLProvider.self)
    }

    func openIDConnectProviderIfPresent(
        arn: String
    ) throws(DirectoryError) -> OpenIDConnectProvider? {
        guard let name = name(in: arn, after: "oidc-provider/") else { return nil }
        let key = key(Keyspace.openIDConnectProviders).text(name)
        let provider = try record(key, as: OpenIDConnectProvider.self)
        return provider?.arn == arn ? provider : nil
    }

    /// What follows a kind of resource in the ARN of something of this account.
    private func name(in arn: String, after kind: String) -> String? {
        guard let arn = ARN(arn), arn.service == "iam", arn.accountID == account,
            arn.resource.hasPrefix(kind)
        else { return nil }
        return String(arn.resource.dropFirst(kind.count))
    }
}
