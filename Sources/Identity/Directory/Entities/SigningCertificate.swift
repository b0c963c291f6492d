public import Base
public import Store

/// A certificate with which a user or root proves who signed.
public struct SigningCertificate: Hashable, Sendable {
    /// Upper-case letters and digits, never used again.
    public let id: String
    /// Whose it is.
    public let owner: AccessKey.Owner
    /// The certificate in PEM.
    public let body: String
    /// The SHA-256 digest of the certificate, in hexadecimal digits.
    public let fingerprint: String
    /// Whether it proves anything.
    public var status: AccessKey.Status
    /// When it was uploaded.
    public let uploadDate: Timestamp
}

extension SigningCertificate: Record {
    /// Reads a certificate.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let status = AccessKey.Status(rawValue: try record.text(5)) else {
            throw .unreadable("a signing certificate has an unknown form")
        }
        id = try record.text(1)
        let owner = try record.text(2)
        self.owner = owner == AccessKey.Owner.root.text ? .root : .user(owner)
        body = try record.text(3)
        fingerprint = try record.text(4)
        self.status = status
        uploadDate = try record.time(6)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, owner.text)
        record.put(3, body)
        record.put(4, fingerprint)
        record.put(5, status.rawValue)
        record.put(6, uploadDate)
    }
}
