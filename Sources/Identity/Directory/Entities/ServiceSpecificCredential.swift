public import Base
import Cryptography
public import Store

/// What a user shows to one service in place of a signature.
public struct ServiceSpecificCredential: Hashable, Sendable {
    /// The services that take such credentials.
    ///
    /// - Source: IAM User Guide, "API keys for AWS services", CodeCommit and Keyspaces; IAM API
    ///   Reference, ServiceSpecificCredential.
    public enum Service: String, Sendable, CaseIterable {
        /// Git over HTTPS.
        case codeCommit = "codecommit.amazonaws.com"
        /// Apache Cassandra.
        case keyspaces = "cassandra.amazonaws.com"
        /// Amazon Bedrock.
        case bedrock = "bedrock.amazonaws.com"
        /// CloudWatch Logs.
        case logs = "logs.amazonaws.com"

        /// Whether it takes one key rather than a user name and a password; such keys may expire.
        public var takesAPIKey: Bool { self == .bedrock || self == .logs }

        /// What a key begins with.
        var keyPrefix: String {
            switch self {
            case .bedrock: "ABSK"
            case .logs: "ACWL"
            case .codeCommit, .keyspaces: ""
            }
        }
    }

    /// `ACCA…`, never used again.
    public let id: String
    /// The user's unique id.
    public let userID: String
    /// For which service it is.
    public let service: Service
    /// The user name, or the public half of the key.
    public let alias: String
    /// Whether it was made inactive.
    public var isActive: Bool
    /// When it was made.
    public let createDate: Timestamp
    /// When it ends; nil for never.
    public let expirationDate: Timestamp?
    /// What is kept of the secret, whose 360 random bits need no slow derivation.
    var digest: [UInt8]

    /// `Active`, `Inactive`, or `Expired` from its last day on.
    public func status(at now: Timestamp) -> String {
        if let expirationDate, expirationDate <= now { return "Expired" }
        return isActive ? "Active" : "Inactive"
    }

    /// Whether the secret is this one's; the time does not depend on where they differ.
    public func matches(_ secret: String) -> Bool {
        ConstantTime.isEqual(SHA256.hash(Array(secret.utf8)).bytes.span, digest.span)
    }

    /// A new secret as it is shown: a password, or a key that carries the alias.
    static func secret(_ service: Service, alias: String, random: RandomSource) -> String {
        let secret = Base64.text(random.bytes(45))
        guard service.takesAPIKey else { return secret }
        return service.keyPrefix + Base64.text(Array("\(alias):\(secret)".utf8))
    }
}

extension ServiceSpecificCredential: Record {
    /// Reads a credential.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let service = Service(rawValue: try record.text(3)),
            let digest = try record.bytes(8)
        else { throw .unreadable("a credential is for an unknown service") }
        id = try record.text(1)
        userID = try record.text(2)
        self.service = service
        alias = try record.text(4)
        isActive = try record.number(5) == 1
        createDate = try record.time(6)
        expirationDate = try record.timeIfPresent(7)
        self.digest = Array(digest)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, userID)
        record.put(3, service.rawValue)
        record.put(4, alias)
        record.put(5, isActive ? 1 : 0)
        record.put(6, createDate)
        if let expirationDate { record.put(7, expirationDate) }
        record.put(8, digest)
    }
}
