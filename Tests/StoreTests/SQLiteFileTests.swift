import Foundation
import Store
import StoreSQLite
import Testing

@Suite("A store in a file")
struct SQLiteFileTests {
    @Test("keeps what was acknowledged when it is opened again")
    func reopening() throws {
        let fixture = try StoreFixture(.sqlite)
        for round in 0..<3 {
            try fixture.put(["round\(round)": "\(round)"])
            fixture.store.close()
            fixture.store = try SQLiteStore(path: fixture.path)
        }
        #expect(try fixture.keys(from: "", to: nil) == ["round0", "round1", "round2"])
    }

    @Test("keeps what was acknowledged when its files are copied under way")
    func crash() throws {
        let fixture = try StoreFixture(.sqlite)
        for index in 0..<2000 where index % 10 == 0 { try fixture.put(["\(index)": "x"]) }
        let copy = fixture.folder + "/copy.sqlite"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: fixture.path + suffix, toPath: copy + suffix)
        }
        let store = try SQLiteStore(path: copy)
        defer { store.close() }
        #expect(try store.read { try $0.entries(prefix: .test("")).count } == 200)
    }

    @Test("can be read and written by its owner only", arguments: ["", "-wal", "-shm", "-lock"])
    func modes(suffix: String) throws {
        let fixture = try StoreFixture(.sqlite)
        try fixture.put(["a": "1"])
        let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + suffix)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("belongs to one opener at a time")
    func lock() throws {
        let fixture = try StoreFixture(.sqlite)
        let path = fixture.path
        #expect {
            try SQLiteStore(path: path)
        } throws: { error in
            guard case .unavailable(let text) = error as? StoreError else { return false }
            return text.contains("another process")
        }
        fixture.store.close()
        try SQLiteStore(path: path).close()
    }

    @Test("is refused when it is not a store", arguments: ["text", "database", "newer", "damaged"])
    func foreign(kind: String) throws {
        let fixture = try StoreFixture(.sqlite)
        let path: String
        switch kind {
        case "text":
            path = fixture.folder + "/text"
            try String(repeating: "not a database ", count: 100)
                .write(toFile: path, atomically: false, encoding: .utf8)
        case "database":
            path = fixture.folder + "/other.sqlite"
            try run("CREATE TABLE t(x)", on: path)
        case "newer":
            path = fixture.path
            fixture.store.close()
            try run("PRAGMA user_version=99", on: path)
        default:
            path = fixture.path
            try fixture.put(["a": String(repeating: "x", count: 100_000)])
            fixture.store.close()
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seek(toOffset: 100)
            try file.write(contentsOf: Data(repeating: 0xEE, count: 3000))
            try file.close()
        }
        #expect {
            let store = try SQLiteStore(path: path)
            store.close()
        } throws: { error in
            guard case .unreadable = error as? StoreError else { return false }
            return true
        }
    }

    @Test("is refused with a reason when there is no folder")
    func missingFolder() throws {
        #expect {
            try SQLiteStore(path: NSTemporaryDirectory() + "rolecall-absent/store.sqlite")
        } throws: { error in
            guard case .unavailable = error as? StoreError else { return false }
            return true
        }
    }

    @Test("stays in use after the disk was full")
    func full() throws {
        let fixture = try StoreFixture(.sqlite)
        try fixture.put(["before": "1"])
        fixture.store.close()
        let store = try SQLiteStore(path: fixture.path, maximumPages: 64)
        fixture.store = store
        let large = String(repeating: "x", count: 1_000_000)
        #expect {
            try fixture.put(["large": large])
        } throws: { error in
            guard case .unavailable = error as? StoreError else { return false }
            return true
        }
        try fixture.put(["after": "2"])
        #expect(try fixture.keys(from: "", to: nil) == ["after", "before"])
    }

    private func run(_ sql: String, on path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);c.execute(sys.argv[2]);c.commit()",
            path, sql,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
