/// Which form of session tokens the global endpoint of STS gives.
///
/// - Source: IAM API Reference, SetSecurityTokenServicePreferences.
public enum TokenVersion: String, Sendable {
    /// Good in regions that are enabled by default.
    case v1 = "v1Token"
    /// Good in all regions, and longer.
    case v2 = "v2Token"

    /// As GetAccountSummary tells it.
    public var number: Int { self == .v1 ? 1 : 2 }
}
