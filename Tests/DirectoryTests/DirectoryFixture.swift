import Base
import Cryptography
import Directory
import Dispatch
import Foundation
import Store
import StoreSQLite
import Synchronization

/// A directory on a store of either kind, with a settable clock and blocking writes.
final class DirectoryFixture: Sendable {
    enum Medium: String, CaseIterable, Sendable { case memory, sqlite }

    static let alpha = account(111_122_223_333)
    static let beta = account(444_455_556_666)

    let directory: Directory
    let clock: SettableClock
    let root: Directory.NewAccount
    private let folder: String?

    private static func account(_ number: UInt64) -> AccountID {
        guard let account = AccountID(number: number) else {
            preconditionFailure("\(number) is an account")
        }
        return account
    }

    init(
        _ medium: Medium = .memory,
        managedPolicies: any ManagedPolicySource = NoManagedPolicies(),
        quotas: Quotas = Quotas(),
        cacheCapacity: Int = 1000
    ) throws {
        let clock = SettableClock()
        self.clock = clock
        let store: any Store
        switch medium {
        case .memory:
            store = MemoryStore()
            folder = nil
        case .sqlite:
            let folder = NSTemporaryDirectory() + "rolecall-directory-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            store = try SQLiteStore(path: folder + "/store.sqlite")
            self.folder = folder
        }
        directory = Directory(
            store: store,
            dependencies: DirectoryDependencies(
                clock: Clock { clock.now },
                sealer: MaskingSealer(),
                managedPolicies: managedPolicies
            ),
            cacheCapacity: cacheCapacity
        )
        root = try waiting { [directory] done in
            directory.createAccount(Self.alpha, quotas: quotas, completion: done)
        }
        _ = try waiting { [directory] done in
            directory.createAccount(Self.beta, completion: done)
        }
    }

    deinit {
        directory.store.close()
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    @discardableResult
    func change<Output: Sendable>(
        _ account: AccountID,
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output
    ) throws -> Output {
        try waiting { directory.write(account, body, completion: $0) }
    }

    @discardableResult
    func change<Output: Sendable>(
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output
    ) throws -> Output {
        try change(Self.alpha, body)
    }

    func look<Output>(
        _ account: AccountID = DirectoryFixture.alpha,
        _ body: (DirectoryReader) throws -> Output
    ) throws -> Output {
        try directory.read(account, body)
    }
}

struct Unanswered: Error {}

/// Waits for a completion.
func waiting<Output: Sendable>(
    _ start: (@escaping @Sendable (Result<Output, any Error>) -> Void) -> Void
) throws -> Output {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Output, any Error>>(.failure(Unanswered()))
    start { outcome in
        result.withLock { $0 = outcome }
        done.signal()
    }
    done.wait()
    return try result.withLock { $0 }.get()
}

final class SettableClock: Sendable {
    private let time = Mutex(Timestamp(seconds: 1_790_000_000))
    var now: Timestamp { time.withLock { $0 } }
    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Masks with a byte of the context, so that a secret under another key id opens to an error.
struct MaskingSealer: Sealer {
    struct Altered: Error {}

    func seal(_ secret: Secret, context: [UInt8]) throws -> [UInt8] {
        let mask = context.reduce(0x5A, &+)
        return [mask] + clear(secret).map { $0 ^ mask }
    }

    func open(_ sealed: [UInt8], context: [UInt8]) throws -> Secret {
        let mask = context.reduce(0x5A, &+)
        guard sealed.first == mask else { throw Altered() }
        return Secret(sealed.dropFirst().map { $0 ^ mask })
    }
}

/// What no program but a test may do.
func clear(_ secret: Secret) -> [UInt8] {
    secret.withBytes { bytes in
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        return copy
    }
}
