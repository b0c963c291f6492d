internal import Base
internal import HTTPMessage
internal import ServiceKit
internal import Signature

extension FrontDoor {
    /// The largest body of a call of the Query protocol in bytes.
    ///
    /// - Source: observed at STS: 413 with an empty body past it.
    static let formLimit = 10_000_000

    /// The largest body of such a call that names no key that we know, in bytes.
    ///
    /// An assertion of 100,000 characters, each written as an escape of three bytes, and the rest.
    ///
    /// - Source: STS API Reference, "AssumeRoleWithSAML", `SAMLAssertion`.
    static let strangerFormLimit = 400_000

    /// The largest body of a call of the REST protocols, in bytes.
    ///
    /// The largest member is a list of revoked certificates: 300,000 bytes, a third more in base 64.
    ///
    /// - Source: IAM Roles Anywhere API Reference, ImportCrl.
    static let restLimit = 1 << 20

    /// How much of a body is read before its signature can be verified.
    func limit(_ head: RequestHead, _ signed: Result<SignedRequest?, SignatureFailure>) -> Int {
        if let length = head.value("content-length").flatMap({ Int($0) }),
            length <= Self.strangerFormLimit
        {
            return Self.formLimit
        }
        guard case .success(let request?) = signed, query.knows(request) else {
            return Self.strangerFormLimit
        }
        return Self.formLimit
    }
}
