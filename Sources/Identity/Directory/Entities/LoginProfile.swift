public import Base
public import Store

/// A user's password.
public struct LoginProfile: Hashable, Sendable {
    /// The user's unique id.
    public let userID: String
    /// When the user was first given a password.
    public let createDate: Timestamp
    /// When the password was set last.
    public internal(set) var changeDate: Timestamp
    /// Whether the user must set another one when it signs in.
    public internal(set) var isResetRequired: Bool
    /// The passwords of which something is kept, the current one first.
    var hashes: [PasswordHash]

    /// Whether it is the current password; takes some 50 ms.
    public func matches(_ password: String) -> Bool { hashes.first?.matches(password) ?? false }
}

extension LoginProfile: Record {
    /// Reads a profile.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        userID = try record.text(1)
        createDate = try record.time(2)
        changeDate = try record.time(3)
        isResetRequired = try record.number(4) == 1
        hashes = []
        for hash in try record.records(5) { hashes.append(try PasswordHash(hash)) }
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, userID)
        record.put(2, createDate)
        record.put(3, changeDate)
        record.put(4, isResetRequired ? 1 : 0)
        for hash in hashes { record.put(5, record: { hash.write(to: &$0) }) }
    }
}
