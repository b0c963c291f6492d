/// How a service's requests and answers are written.
///
/// Only Query is read and written today; the JSON and REST protocols are to be further cases.
public enum ProtocolKind: String, Sendable, Hashable {
    /// Form parameters in, XML out: IAM and STS.
    case query
}
