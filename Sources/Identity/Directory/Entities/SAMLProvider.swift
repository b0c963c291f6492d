public import Base
public import Store

/// An issuer of SAML assertions that the account's roles may trust.
public struct SAMLProvider: Hashable, Sendable {
    /// Whether assertions must be encrypted.
    public enum EncryptionMode: String, Sendable {
        /// They must.
        case required = "Required"
        /// They may.
        case allowed = "Allowed"
    }

    /// A key that opens encrypted assertions.
    public struct PrivateKey: Hashable, Sendable {
        /// Upper-case letters and digits, never used again.
        public let id: String
        /// When it was added.
        public let createDate: Timestamp
        /// The key, sealed for this id.
        let sealed: [UInt8]
    }

    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public let name: String
    /// Upper-case letters and digits, never used again.
    public let uuid: String
    /// When it was made.
    public let createDate: Timestamp
    /// When its metadata end.
    public var validUntil: Timestamp
    /// Who issues its assertions, and who signs them: what its metadata tell.
    public internal(set) var signers: SAMLSigners
    /// Whether assertions must be encrypted.
    public var encryptionMode: EncryptionMode
    /// The keys that open encrypted assertions, the oldest first.
    public var privateKeys: [PrivateKey]
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The ARN.
    public var arn: String { "arn:aws:iam::\(account):saml-provider/\(name)" }
}

extension SAMLProvider: Record {
    /// Reads a provider.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let mode = EncryptionMode(rawValue: try record.text(5)) else {
            throw .unreadable("a SAML provider has an unknown form")
        }
        self.account = account
        name = try record.text(1)
        uuid = try record.text(2)
        createDate = try record.time(3)
        validUntil = try record.time(4)
        signers = try SAMLSigners(record)
        encryptionMode = mode
        var keys: [PrivateKey] = []
        for inner in try record.records(6) { keys.append(try PrivateKey(inner)) }
        privateKeys = keys
        tags = try record.tags(7)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, uuid)
        record.put(3, createDate)
        record.put(4, validUntil)
        record.put(5, encryptionMode.rawValue)
        for key in privateKeys { record.put(6, record: key.write) }
        record.put(7, tags)
        signers.write(to: &record)
    }
}

extension SAMLProvider.PrivateKey {
    fileprivate init(_ record: RecordReader) throws(StoreError) {
        id = try record.text(1)
        createDate = try record.time(2)
        sealed = Array(try record.bytes(3) ?? [])
    }

    fileprivate func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, createDate)
        record.put(3, sealed)
    }
}
