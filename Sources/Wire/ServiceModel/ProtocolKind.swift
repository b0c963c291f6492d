/// How a service's requests and answers are written.
public enum ProtocolKind: String, Sendable, Hashable {
    /// Form parameters in, XML out: IAM and STS.
    case query
    /// Paths and JSON: EKS and IAM Roles Anywhere.
    case restJSON = "rest-json"
}
