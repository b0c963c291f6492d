public import Base
import Cryptography
public import Store

/// A user's public key for SSH.
public struct SSHPublicKey: Hashable, Sendable {
    /// How a key is written.
    public enum Encoding: String, Sendable {
        /// `ssh-rsa …`
        case ssh = "SSH"
        /// `-----BEGIN PUBLIC KEY-----`
        case pem = "PEM"
    }

    /// `APKA…`, never used again.
    public let id: String
    /// The user's unique id.
    public let userID: String
    /// Whether it opens anything.
    public var status: AccessKey.Status
    /// When it was uploaded.
    public let uploadDate: Timestamp
    /// The text that was uploaded, without white space around it.
    let text: String
    let key: RSAPublicKey

    /// The digest of the key, as `ssh-keygen -l -E md5` prints it.
    public var fingerprint: String { key.md5Fingerprint }

    /// The key as text: the text of the upload if it has the encoding, comment included.
    public func body(_ encoding: Encoding) -> String {
        switch (encoding, RSAPublicKey(ssh: text) != nil) {
        case (.ssh, true), (.pem, false): text
        case (.ssh, false): key.sshText
        case (.pem, true): key.pemText
        }
    }

    /// Reads a key in either encoding.
    static func key(in text: String) throws(DirectoryError) -> RSAPublicKey {
        guard text.hasPrefix("ssh-") || text.hasPrefix("-----BEGIN ") else {
            throw .credential(.unknownEncoding)
        }
        guard let key = RSAPublicKey(ssh: text) ?? RSAPublicKey(pem: text),
            Limits.sshKeyBits.contains(key.bitCount)
        else { throw .credential(.invalidPublicKey) }
        return key
    }
}

extension SSHPublicKey: Record {
    /// Reads a key.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let status = AccessKey.Status(rawValue: try record.text(3)) else {
            throw .unreadable("a public key has an unknown status")
        }
        id = try record.text(1)
        userID = try record.text(2)
        self.status = status
        uploadDate = try record.time(4)
        text = try record.text(5)
        guard let key = RSAPublicKey(ssh: text) ?? RSAPublicKey(pem: text) else {
            throw .unreadable("a public key is none")
        }
        self.key = key
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, userID)
        record.put(3, status.rawValue)
        record.put(4, uploadDate)
        record.put(5, text)
    }
}
