import Base
import Cryptography
import Store

/// What is kept of a password: a key that takes time and memory to derive from it.
struct PasswordHash: Hashable, Sendable {
    /// 16 MiB and some 50 ms.
    private static let standard = Scrypt.Parameters(
        logarithmOfCost: 14,
        block: 8,
        parallelism: 1
    )

    private let salt: [UInt8]
    private let parameters: Scrypt.Parameters
    private let key: [UInt8]

    /// Derives with a new salt; throws when memory is short.
    init(_ password: String, random: RandomSource) throws(DirectoryError) {
        salt = random.bytes(16)
        parameters = Self.standard
        guard let key = Self.derive(password, salt, parameters) else { throw .sealFailed }
        self.key = key
    }

    /// Whether it was derived from the password.
    func matches(_ password: String) -> Bool {
        guard let other = Self.derive(password, salt, parameters) else { return false }
        return ConstantTime.isEqual(key.span, other.span)
    }

    private static func derive(
        _ password: String,
        _ salt: [UInt8],
        _ parameters: Scrypt.Parameters
    ) -> [UInt8]? {
        Secret(password.utf8).withBytes { bytes in
            Scrypt.key(from: bytes, salt: salt, parameters: parameters, count: 32)
        }
    }
}

extension PasswordHash {
    init(_ record: RecordReader) throws(StoreError) {
        guard let salt = try record.bytes(1), let key = try record.bytes(5) else {
            throw .unreadable("a password has an unknown form")
        }
        self.salt = Array(salt)
        self.key = Array(key)
        parameters = Scrypt.Parameters(
            logarithmOfCost: Int(try record.number(2)),
            block: Int(try record.number(3)),
            parallelism: Int(try record.number(4))
        )
    }

    func write(to record: inout RecordWriter) {
        record.put(1, salt)
        record.put(2, Int64(parameters.logarithmOfCost))
        record.put(3, Int64(parameters.block))
        record.put(4, Int64(parameters.parallelism))
        record.put(5, key)
    }
}
