/// Where the documents of issuers come from.
public protocol IssuerSource: Sendable {
    /// Whether tokens of an issuer without TLS are taken: those that the operator named.
    func takes(insecure url: String) -> Bool

    /// Gets a document of an issuer; may take seconds.
    func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8]
}

/// A source that has nothing.
public struct NoIssuers: IssuerSource {
    /// Builds the source.
    public init() {}

    /// None is.
    public func takes(insecure url: String) -> Bool { false }

    /// There is none.
    public func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8] {
        throw .unreachable
    }
}
