public import Base
public import Store

/// What was uploaded as a server certificate.
public struct ServerCertificateContents: Hashable, Sendable {
    /// The certificate in PEM.
    public let body: String
    /// The certificates of its issuers in PEM.
    public let chain: String?
    /// The private key in PEM, sealed for the certificate's id; nobody is told it.
    let sealedKey: [UInt8]
}

extension ServerCertificateContents: Record {
    /// Reads what was uploaded.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        body = try record.text(1)
        chain = try record.textIfPresent(2)
        sealedKey = Array(try record.bytes(3) ?? [])
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, body)
        record.put(2, chain)
        record.put(3, sealedKey)
    }
}
