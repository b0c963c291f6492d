/// How a service's requests and answers are written.
public enum ProtocolKind: String, Sendable, Hashable {
    /// Form parameters in, XML out: IAM and STS.
    case query
    /// Form parameters in, XML out, each in a form of its own: EC2.
    ///
    /// - Source: EC2 API Reference, "Query requests".
    case ec2
    /// Paths and JSON: EKS and IAM Roles Anywhere.
    case restJSON = "rest-json"
}
