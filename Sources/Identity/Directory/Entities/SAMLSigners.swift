import Store

/// Who issues the assertions of a SAML provider, and whose keys sign them.
///
/// Kept beside the metadata, which may be long, since anybody may ask for an assertion to be checked.
public struct SAMLSigners: Hashable, Sendable {
    /// The issuer of assertions.
    public let entityID: String
    /// The certificates whose keys sign assertions, in DER.
    public let certificates: [[UInt8]]

    init(_ metadata: SAMLMetadata) {
        entityID = metadata.entityID
        certificates = metadata.signingCertificates
    }

    /// Reads what was written; of a provider that an older version made, nothing.
    init(_ record: RecordReader) throws(StoreError) {
        entityID = try record.textIfPresent(8) ?? ""
        var certificates: [[UInt8]] = []
        for inner in try record.records(9) { certificates.append(Array(try inner.bytes(1) ?? [])) }
        self.certificates = certificates
    }

    func write(to record: inout RecordWriter) {
        record.put(8, entityID)
        for der in certificates {
            record.put(9, record: { (writer: inout RecordWriter) in writer.put(1, der) })
        }
    }
}
