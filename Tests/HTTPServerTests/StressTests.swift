import Base
import HTTPServer
import Synchronization
import Testing

@Suite("many clients at once")
struct StressTests {
    /// Requests that are cut off anywhere, or answered late, over many connections.
    @Test("clients that leave anywhere harm nobody", arguments: [1, 2])
    func leaving(threads: Int) throws {
        let server = try RunningServer { $0.threads = threads }
        defer { server.stop() }
        let answered = Counter()
        try withThreads(8) { worker in
            var random = SplitMix(state: UInt64(worker))
            for _ in 0..<125 {
                guard let client = try? server.connect() else { continue }
                let requests = (0..<4).map { "POST /\(["late", "echo"][$0 % 2]) \(Self.rest)" }
                let whole = Array(requests.joined().utf8)
                let cut = Int(random.next() % UInt64(2 * whole.count))
                client.send(Array(whole.prefix(cut)))
                guard cut >= whole.count else {
                    if cut % 2 == 0 { client.reset() }
                    continue
                }
                for _ in requests where client.readAnswer()?.text == "two" {
                    answered.value.add(1, ordering: .relaxed)
                }
            }
        }
        #expect(answered.value.load(ordering: .relaxed) > 1000)
        #expect(answered.value.load(ordering: .relaxed) % 4 == 0)
    }

    static let rest = "HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"

    @Test("more connections than the limit wait their turn")
    func limit() throws {
        let server = try RunningServer { $0.connectionLimit = 4 }
        defer { server.stop() }
        let answered = Counter()
        try withThreads(8) { _ in
            for _ in 0..<20 {
                let answer = try? server.exchange("GET /x HTTP/1.0\r\n\r\n")
                if answer?.hasSuffix("/x?") == true { answered.value.add(1, ordering: .relaxed) }
            }
        }
        #expect(answered.value.load(ordering: .relaxed) == 160)
    }

    private func withThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) throws {
        let threads = try (0..<count).map { index in
            try #require(OSThread { body(index) })
        }
        for thread in threads { thread.join() }
    }
}

/// A number that threads share.
private final class Counter: Sendable {
    let value = Atomic(0)
}

/// A small generator of reproducible numbers (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
