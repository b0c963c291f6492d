internal import Base
internal import Cryptography
internal import Directory
internal import S3Service

/// What can be done with accounts as a whole; each call waits until it is durable.
struct Accounts: Sendable {
    let directory: Directory
    let s3: S3Service

    /// The keys of an account's root user.
    struct RootKeys: Sendable {
        let account: Account
        let accessKeyID: String
        let secretAccessKey: String
    }

    func create(
        _ id: AccountID,
        name: String,
        rootKey: (id: AccessKeyID, secret: String)? = nil,
        replacing: Bool = false
    ) throws -> RootKeys {
        let s3 = s3
        let new = try waiting { completion in
            directory.createAccount(
                id,
                name: name,
                rootKey: rootKey,
                replacing: replacing,
                erasing: { try s3.eraseBuckets(of: id, in: $0) },
                completion: completion
            )
        }
        return RootKeys(
            account: new.account,
            accessKeyID: new.accessKeyID.text,
            secretAccessKey: new.secretAccessKey
        )
    }

    func delete(_ id: AccountID) throws {
        let s3 = s3
        try waiting { completion in
            directory.deleteAccount(
                id,
                erasing: { try s3.eraseBuckets(of: id, in: $0) },
                completion: completion
            )
        }
    }

    func all() throws -> [Account] { try directory.accounts() }

    func rootKeys(of id: AccountID) throws -> RootKeys? {
        try directory.read(id) { reader in
            guard let account = try reader.accountRecord() else {
                throw DirectoryError.noSuch(.account, id.description)
            }
            guard let key = try reader.accessKeys(of: .root).first(where: { $0.status == .active })
            else { return nil }
            let secret = try reader.secret(of: key)
            return RootKeys(
                account: account,
                accessKeyID: key.id.text,
                secretAccessKey: String(decoding: secret.copy, as: UTF8.self)
            )
        }
    }

    func waiting<Output: Sendable>(
        _ start: (@escaping @Sendable (Result<Output, any Error>) -> Void) -> Void
    ) throws -> Output {
        let result = Monitor<Result<Output, any Error>?>(nil)
        start { outcome in result.change { $0 = outcome } }
        return try result.wait { $0 }.get()
    }
}

extension Accounts {
    /// Makes a given key the root user's: what the environment says at each start holds.
    func useRootKey(_ given: (accessKeyID: String, secret: String), of id: AccountID) throws {
        guard let keyID = AccessKeyID(given.accessKeyID) else { return }
        try waiting { completion in
            directory.write(
                id,
                { transaction in
                    if let key = try transaction.accessKey(keyID) {
                        guard key.account == id, key.owner == .root else {
                            throw DirectoryError.alreadyExists(.accessKey, keyID.text)
                        }
                        try transaction.deleteAccessKey(keyID, owner: .root)
                    }
                    _ = try transaction.createRootAccessKey(id: keyID, secret: given.secret)
                },
                completion: completion
            )
        }
    }
}
