import Base
import Dispatch
import Store
import Synchronization
import Testing

@Suite("Every store")
struct StoreContractTests {
    @Test("gives back what was put, and nothing for other keys", arguments: Medium.allCases)
    func putAndGet(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.put(["a": "1", "b": "", "\u{0}": "zero"])
        #expect(try fixture.value("a") == "1")
        #expect(try fixture.value("b") == "")
        #expect(try fixture.value("\u{0}") == "zero")
        #expect(try fixture.value("ab") == nil)
        try fixture.put(["a": "2"])
        #expect(try fixture.value("a") == "2")
    }

    @Test(
        "lists keys in byte order, both ways, within half-open ranges",
        arguments: Medium.allCases
    )
    func ranges(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.put(["b": "", "a": "", "ab": "", "c": "", "B": "", "é": ""])
        #expect(try fixture.keys(from: "", to: nil) == ["B", "a", "ab", "b", "c", "é"])
        #expect(try fixture.keys(from: "a", to: "b") == ["a", "ab"])
        #expect(try fixture.keys(from: "aa", to: "z", limit: 2) == ["ab", "b"])
        #expect(try fixture.keys(from: "a", to: "c", reversed: true) == ["b", "ab", "a"])
        #expect(try fixture.keys(from: "", to: nil, limit: 2, reversed: true) == ["é", "c"])
        #expect(try fixture.keys(from: "c", to: "a").isEmpty)
        #expect(try fixture.keys(from: "c", to: "a", reversed: true).isEmpty)
        #expect(try fixture.keys(from: "a", to: "z", limit: 0).isEmpty)
    }

    @Test("counts keys within half-open ranges, up to a limit", arguments: Medium.allCases)
    func counts(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.put(["b": "", "a": "", "ab": "", "c": ""])
        func count(_ start: String, _ end: String?, _ limit: Int = .max) throws -> [Int] {
            let (start, end) = (Key.test(start), end.map(Key.test))
            return [
                try fixture.store.read { try $0.count(from: start, to: end, limit: limit) },
                try fixture.write { try $0.count(from: start, to: end, limit: limit) },
            ]
        }
        #expect(try count("", nil) == [4, 4])
        #expect(try count("a", "b") == [2, 2])
        #expect(try count("a", nil, 3) == [3, 3])
        #expect(try count("c", "a") == [0, 0])
        #expect(try count("a", "z", 0) == [0, 0])
    }

    @Test("agrees with a plain dictionary over many random changes", arguments: Medium.allCases)
    func model(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        var generator = SplitMix(state: 7)
        var model: [String: String] = [:]
        for round in 0..<40 {
            var puts: [String: String] = [:]
            var deletes: [String] = []
            for _ in 0..<60 { puts[String(generator.next() % 2000)] = String(round) }
            for _ in 0..<20 { deletes.append(String(generator.next() % 2000)) }
            let prefix = round % 8 == 7 ? String(generator.next() % 20) : nil
            let (putNow, deleteNow) = (puts, deletes)
            try fixture.write { transaction in
                for (key, value) in putNow { try transaction.put(.test(key), Array(value.utf8)) }
                for key in deleteNow { try transaction.delete(.test(key)) }
                if let prefix { try transaction.deleteAll(prefix: .test(prefix)) }
            }
            model.merge(puts) { $1 }
            for key in deletes { model[key] = nil }
            if let prefix { model = model.filter { !$0.key.hasPrefix(prefix) } }
            let sorted = model.keys.sorted()
            #expect(try fixture.keys(from: "", to: nil) == sorted)
            let (low, high) = (String(generator.next() % 2000), String(generator.next() % 2000))
            let within = sorted.filter { $0 >= low && $0 < high }
            #expect(try fixture.keys(from: low, to: high) == within)
            #expect(try fixture.keys(from: low, to: high, reversed: true) == within.reversed())
        }
        for (key, value) in model { #expect(try fixture.value(key) == value) }
    }

    @Test("pages through a prefix without missing or repeating", arguments: Medium.allCases)
    func prefixes(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.write { transaction in
            for index in 0..<25 {
                try transaction.put(Key(0x42).text("in").text("n\(index)"), [])
                try transaction.put(Key(0x42).text("inner").text("n\(index)"), [])
            }
            try transaction.put(Key(bytes: [0x42, 0xFF, 0xFF, 1]), [])
        }
        let prefix = Key(0x42).text("in")
        var seen: [Key] = []
        while true {
            let page = try fixture.store.read { reader in
                try reader.entries(prefix: prefix, after: seen.last, limit: 7)
            }
            if page.isEmpty { break }
            seen += page.map(\.key)
        }
        #expect(seen.count == 25)
        #expect(seen == seen.sorted())
        #expect(Set(seen).count == 25)
        let last = Key(bytes: [0x42, 0xFF, 0xFF])
        #expect(try fixture.store.read { try $0.hasEntries(prefix: last) })
    }

    @Test("undoes the changes of a body that throws, and only those", arguments: Medium.allCases)
    func rollback(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        let actions = Mutex(0)
        try fixture.put(["kept": "1"])
        #expect(throws: Refused.self) {
            try fixture.write { transaction in
                try transaction.put(.test("kept"), [])
                try transaction.put(.test("new"), [])
                transaction.afterCommit { actions.withLock { $0 += 1 } }
                throw Refused()
            }
        }
        #expect(try fixture.value("kept") == "1")
        #expect(try fixture.value("new") == nil)
        #expect(actions.withLock { $0 } == 0)
        try fixture.put(["after": "2"])
        #expect(try fixture.value("after") == "2")
    }

    @Test(
        "lets a body see its own changes, and readers none before the end",
        arguments: Medium.allCases
    )
    func isolation(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.put(["a": "1", "b": "1"])
        let store = fixture.store
        try fixture.write { transaction in
            try transaction.put(.test("a"), [0x32])
            try transaction.delete(.test("b"))
            #expect(try transaction.value(.test("a")) == [0x32])
            #expect(try transaction.value(.test("b")) == nil)
            #expect(try transaction.entries(prefix: .test("")).count == 1)
            let outside = try store.read { reader in
                [try reader.value(.test("a")), try reader.value(.test("b"))]
            }
            #expect(outside == [[0x31], [0x31]])
        }
        #expect(try fixture.value("a") == "2")
    }

    @Test("keeps a reader's view while writes go on", arguments: Medium.allCases)
    func snapshot(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        try fixture.put(["a": "1", "b": "1"])
        try fixture.store.read { reader in
            #expect(try reader.value(.test("a")) == [0x31])
            try fixture.put(["a": "2", "b": "2", "c": "2"])
            #expect(try reader.value(.test("b")) == [0x31])
            #expect(try reader.entries(prefix: .test("")).count == 2)
        }
        #expect(try fixture.value("b") == "2")
    }

    @Test("acts after the commit, before it tells anyone, in order", arguments: Medium.allCases)
    func order(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        let log = Mutex<[Int]>([])
        let done = DispatchSemaphore(value: 0)
        let store = fixture.store
        for index in 0..<50 {
            store.write(
                { transaction in
                    transaction.afterCommit {
                        let isVisible = (try? store.read { try $0.value(.test("\(index)")) }) != nil
                        log.withLock { $0.append(isVisible ? index : -1) }
                    }
                    try transaction.put(.test("\(index)"), [1])
                },
                completion: { _ in
                    let isAfterAction = log.withLock { log in
                        log.append(1000 + index)
                        return log.firstIndex(of: index) != nil
                    }
                    #expect(isAfterAction)
                    done.signal()
                }
            )
        }
        for _ in 0..<50 { done.wait() }
        let entries = log.withLock { $0 }
        #expect(entries.filter { $0 < 1000 } == Array(0..<50))
        #expect(entries.filter { $0 >= 1000 } == Array(1000..<1050))
    }

    @Test(
        "counts right with 32 writers, and each sees what it was told of",
        arguments: Medium.allCases
    )
    func writers(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        let store = fixture.store
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 32) { writer in
            for round in 0..<20 {
                let refuse = round % 5 == 4
                let sum: Int? = try? waiting { done in
                    store.write(
                        { transaction in
                            let old = try transaction.value(.test("sum")).map { Int($0.count) } ?? 0
                            try transaction.put(
                                .test("sum"),
                                Array(repeating: 0x2B, count: old + 1)
                            )
                            try transaction.put(.test("w\(writer)"), [UInt8(round)])
                            if refuse { throw Refused() }
                            return old + 1
                        },
                        completion: done
                    )
                }
                let seen = try? store.read { reader in
                    (
                        try reader.value(.test("sum"))?.count ?? 0,
                        try reader.value(.test("w\(writer)"))
                    )
                }
                let expected: [UInt8] = [UInt8(refuse ? round - 1 : round)]
                if refuse != (sum == nil) || (seen?.0 ?? 0) < (sum ?? 0) || seen?.1 != expected {
                    wrong.withLock { $0 += 1 }
                }
            }
        }
        #expect(wrong.withLock { $0 } == 0)
        #expect(try fixture.value("sum")?.utf8.count == 32 * 16)
    }

    @Test("refuses everything once it is closed", arguments: Medium.allCases)
    func closed(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        fixture.store.close()
        fixture.store.close()
        #expect(throws: StoreError.closed) { try fixture.value("a") }
        #expect(throws: StoreError.closed) { try fixture.put(["a": "1"]) }
    }

    @Test("finishes what was queued before it closes", arguments: Medium.allCases)
    func closing(medium: Medium) throws {
        let fixture = try StoreFixture(medium)
        let finished = Mutex(0)
        for index in 0..<300 {
            fixture.store.write(
                { try $0.put(.test("\(index)"), []) },
                completion: { result in
                    if case .success = result { finished.withLock { $0 += 1 } }
                }
            )
        }
        fixture.store.close()
        #expect(finished.withLock { $0 } == 300)
    }
}

/// A small generator with a seed, so that a failure repeats.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
