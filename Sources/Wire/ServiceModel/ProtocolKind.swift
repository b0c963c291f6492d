/// How a service's requests and answers are written.
///
/// What is read and written today; the other protocols of JSON and REST are to be further cases.
public enum ProtocolKind: String, Sendable, Hashable {
    /// Form parameters in, XML out: IAM and STS.
    case query
    /// Form parameters in, XML out, each in a form of its own: EC2.
    ///
    /// - Source: EC2 API Reference, "Query requests".
    case ec2
    /// Parameters in path, query and a JSON body, JSON out: EKS.
    ///
    /// - Source: Smithy, "AWS restJson1 protocol".
    case restJSON = "rest-json"
}
