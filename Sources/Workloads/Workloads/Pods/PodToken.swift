package import Base
internal import Cryptography
private import Markup

/// A service account's token, of which an endpoint reads no more than it must.
///
/// That is whether it is a token, and of what time. Whether it is genuine says the server.
///
/// - Source: RFC 7519; eks-pod-identity-agent, `internal/validation`, for what is checked here.
package struct PodToken: Sendable {
    /// Why a token is not worth sending.
    package enum Problem: Error {
        /// It is none.
        case malformed
        /// Its time is over.
        case expired
        /// Its time has not come.
        case early
    }

    /// The token.
    package let text: String
    /// Under which its keys are kept.
    let digest: String
    /// The namespace that it names.
    package let namespace: String?
    /// The service account that it names.
    package let serviceAccount: String?
    private let expiresAt: Double?
    private let notBefore: Double?

    /// Takes a token apart.
    package init(_ text: String) throws(Problem) {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= Limits.tokenFileBytes,
            Self.object(Array(parts[0])) != nil, let claims = Self.object(Array(parts[1])),
            Base64.bytes(Array(parts[2]), .url) != nil
        else { throw .malformed }
        self.text = text
        digest = SHA256.hash(Array(text.utf8)).hex
        expiresAt = claims["exp"]?.number.flatMap { Double($0) }
        notBefore = claims["nbf"]?.number.flatMap { Double($0) }
        let kubernetes = Self.member(claims, "kubernetes.io")
        namespace = kubernetes?["namespace"]?.string
        serviceAccount = Self.member(kubernetes, "serviceaccount")?["name"]?.string
    }

    /// Checks the times.
    package func check(at now: Timestamp) throws(Problem) {
        let now = Double(now.milliseconds) / 1000
        if let expiresAt, expiresAt <= now { throw .expired }
        if let notBefore, notBefore > now { throw .early }
    }

    private static func object(_ part: [UInt8]) -> JSONValue? {
        guard let bytes = Base64.bytes(part, .url),
            let root = (try? JSONDocument(parsing: bytes))?.root, root.kind == .object
        else { return nil }
        return root
    }

    private static func member(_ value: JSONValue?, _ name: StaticString) -> JSONValue? {
        guard let member = value?[name], member.kind == .object else { return nil }
        return member
    }
}
