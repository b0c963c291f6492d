public import Cryptography

/// What seals long-term secrets before they reach the store.
public protocol Sealer: Sendable {
    /// Seals a secret so that it opens only with the same context.
    func seal(_ secret: Secret, context: [UInt8]) throws -> [UInt8]

    /// Opens what `seal` made; throws when it was altered or sealed for another context.
    func open(_ sealed: [UInt8], context: [UInt8]) throws -> Secret
}
