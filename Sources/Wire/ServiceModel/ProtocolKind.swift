/// How a service's requests and answers are written.
///
/// Only Query and its dialect are read and written today; the JSON and REST protocols are to be
/// further cases.
public enum ProtocolKind: String, Sendable, Hashable {
    /// Form parameters in, XML out: IAM and STS.
    case query
    /// Form parameters in, XML out, each in a form of its own: EC2.
    ///
    /// - Source: EC2 API Reference, "Query requests".
    case ec2
}
