import Cryptography
import Store

/// A checksum that a client gave and the service has verified.
struct StoredChecksum: Hashable, Sendable {
    let algorithm: ChecksumAlgorithm
    let value: [UInt8]
    /// How many parts' checksums it was made from; 0 when it covers the object's own bytes.
    let parts: Int

    init(algorithm: ChecksumAlgorithm, value: [UInt8], parts: Int = 0) {
        self.algorithm = algorithm
        self.value = value
        self.parts = parts
    }

    /// Base64, with the number of parts for a composite one.
    var text: String {
        let text = Base64.text(value)
        return parts == 0 ? text : text + "-" + String(parts)
    }

    /// `FULL_OBJECT` or `COMPOSITE`.
    var type: String { parts == 0 ? "FULL_OBJECT" : "COMPOSITE" }

    init?(from reader: inout RecordReader) throws(StoreError) {
        let code = try reader.number()
        guard code != 0 else { return nil }
        guard let algorithm = ChecksumAlgorithm(code: code) else { throw RecordReader.damaged }
        self.algorithm = algorithm
        value = try reader.blob()
        parts = try reader.count(limit: 1 << 20)
    }

    static func encode(_ checksum: StoredChecksum?, to writer: inout RecordWriter) {
        writer.number(checksum?.algorithm.code ?? 0)
        guard let checksum else { return }
        writer.blob(checksum.value)
        writer.number(UInt64(checksum.parts))
    }
}
