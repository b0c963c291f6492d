public import Base
public import Store

/// A long-term access key.
public struct AccessKey: Hashable, Sendable {
    /// Whose key it is.
    public enum Owner: Hashable, Sendable {
        /// The account's root user.
        case root
        /// The user with this unique id.
        case user(String)

        /// What stands for the owner in keys.
        var text: String {
            switch self {
            case .root: "root"
            case .user(let id): id
            }
        }
    }

    /// Whether it opens anything.
    public enum Status: String, Sendable {
        /// It does.
        case active = "Active"
        /// It does not, until it is made active again.
        case inactive = "Inactive"
    }

    /// The 20 characters.
    public let id: AccessKeyID
    /// The account that it belongs to.
    public let account: AccountID
    /// Whose key it is.
    public let owner: Owner
    /// Whether it opens anything.
    public var status: Status
    /// When it was made.
    public let createDate: Timestamp
    /// The secret, sealed for this key id.
    let sealedSecret: [UInt8]
}

extension AccessKey: Record {
    /// Reads a key; the account is a field, since the key of the record has none.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let id = AccessKeyID(try record.text(1)),
            let account = AccountID(number: UInt64(clamping: try record.number(2))),
            let status = Status(rawValue: try record.text(4)),
            let sealed = try record.bytes(6)
        else { throw .unreadable("an access key has an unknown form") }
        self.id = id
        self.account = account
        let owner = try record.text(3)
        self.owner = owner == Owner.root.text ? .root : .user(owner)
        self.status = status
        createDate = try record.time(5)
        sealedSecret = Array(sealed)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id.text)
        record.put(2, Int64(account.number))
        record.put(3, owner.text)
        record.put(4, status.rawValue)
        record.put(5, createDate)
        record.put(6, sealedSecret)
    }
}
