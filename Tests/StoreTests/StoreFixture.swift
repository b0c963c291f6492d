import Dispatch
import Foundation
import Store
import StoreSQLite
import Synchronization

/// The stores that the contract holds for.
enum Medium: String, CaseIterable, Sendable {
    case memory, sqlite
}

/// A store of either kind in a folder of its own.
final class StoreFixture {
    let folder: String
    var store: any Store

    var path: String { folder + "/store.sqlite" }

    init(_ medium: Medium) throws {
        folder = NSTemporaryDirectory() + "rolecall-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store =
            switch medium {
            case .memory: MemoryStore()
            case .sqlite: try SQLiteStore(path: folder + "/store.sqlite")
            }
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    @discardableResult
    func write<Output: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Output
    ) throws -> Output {
        try waiting { store.write(body, completion: $0) }
    }

    func put(_ pairs: [String: String]) throws {
        try write { transaction in
            for (key, value) in pairs { try transaction.put(.test(key), Array(value.utf8)) }
        }
    }

    func value(_ key: String) throws -> String? {
        try store.read { try $0.value(.test(key)) }.map { String(decoding: $0, as: UTF8.self) }
    }

    func keys(
        from start: String,
        to end: String?,
        limit: Int = .max,
        reversed: Bool = false
    ) throws -> [String] {
        try store.read { reader in
            let end = end.map(Key.test)
            let entries =
                reversed
                ? try reader.entriesReversed(from: .test(start), to: end, limit: limit)
                : try reader.entries(from: .test(start), to: end, limit: limit)
            return entries.map { String(decoding: $0.key.bytes.dropFirst(), as: UTF8.self) }
        }
    }
}

extension Key {
    static func test(_ text: String) -> Key { Key(0x42).tail(text) }
}

struct Refused: Error {}

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
