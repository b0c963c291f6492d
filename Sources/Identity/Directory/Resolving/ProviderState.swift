/// An OpenID Connect provider as of one revision of its account.
final class ProviderState: Sendable {
    let provider: OpenIDConnectProvider
    /// Valid while it is current.
    let stamp: RevisionStamp

    init(provider: OpenIDConnectProvider, stamp: RevisionStamp) {
        self.provider = provider
        self.stamp = stamp
    }
}
