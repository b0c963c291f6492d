public import ServiceKit

/// Rolecall's own calls: what services of AWS do for their workloads without an API.
///
/// - Source: `Models/rolecall`.
public enum RolecallService {
    /// Every operation that is there.
    public static let handlers: [Handler] = [
        .direct("ActAsService", actAsService),
        .read("DescribeWorkload", describeWorkload),
    ]

    /// The one permission that both operations ask for.
    static let permission = "rolecall:ActAsService"
}
