public import Base
public import Store

extension Directory {
    /// Removes what other services keep for an account, within the transaction that empties it.
    public typealias Erasing = @Sendable (any StoreTransaction) throws -> Void

    /// An account that has just been made, and the key of its root user.
    public struct NewAccount: Sendable {
        /// The account.
        public let account: Account
        /// The id of the root user's key.
        public let accessKeyID: AccessKeyID
        /// The secret of the root user's key, which must not reach a log.
        public let secretAccessKey: String
    }

    /// Makes an account with a key for its root user.
    ///
    /// When the account exists: throws `alreadyExists`, or with `replacing` empties it first, root's
    /// keys included.
    public func createAccount(
        _ id: AccountID,
        name: String = "",
        rootKey: (id: AccessKeyID, secret: String)? = nil,
        quotas: Quotas = Quotas(),
        replacing: Bool = false,
        erasing: @escaping Erasing = { _ in },
        completion: @escaping @Sendable (Result<NewAccount, any Error>) -> Void
    ) {
        write(
            as: { reader, now in
                guard try replacing || reader.accountRecord() == nil else {
                    throw DirectoryError.alreadyExists(.account, id.description)
                }
                return Account(id: id, name: name, createDate: now, quotas: quotas)
            },
            account: id,
            { transaction in
                try transaction.deleteEverything()
                try erasing(transaction.store)
                let account = transaction.accountRecord
                try transaction.put(Key(Keyspace.accounts).account(id), account)
                let root = try transaction.createRootAccessKey(
                    id: rootKey?.id,
                    secret: rootKey?.secret
                )
                return NewAccount(
                    account: account,
                    accessKeyID: root.key.id,
                    secretAccessKey: root.secret
                )
            },
            completion: completion
        )
    }

    /// Deletes an account and all that is in it.
    public func deleteAccount(
        _ id: AccountID,
        erasing: @escaping Erasing = { _ in },
        completion: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        write(
            id,
            { transaction in
                try transaction.deleteEverything()
                try erasing(transaction.store)
            },
            completion: completion
        )
    }

    /// The accounts in order of their numbers.
    public func accounts() throws -> [Account] {
        try store.read { records in
            try records.entries(prefix: Key(Keyspace.accounts)).map { entry in
                let number = UInt64(Int(bigEndian: Array(entry.key.bytes.dropFirst())))
                guard let id = AccountID(number: number) else {
                    throw StoreError.unreadable("an account has no number")
                }
                return try Account(RecordReader(entry.value), account: id)
            }
        }
    }
}
