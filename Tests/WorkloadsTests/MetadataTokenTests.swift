import Base
import Testing
import Workloads

@Suite("Metadata tokens")
struct MetadataTokenTests {
    private let tokens = MetadataTokens(random: .system)
    private let now = Timestamp(seconds: 1_790_000_000)

    @Test("hold until their end")
    func end() {
        let token = tokens.make(for: "i-1", until: now.adding(seconds: 60))
        #expect(tokens.holds(token, for: "i-1", at: now))
        let last = Timestamp(milliseconds: now.milliseconds + 59_999)
        #expect(tokens.holds(token, for: "i-1", at: last))
        #expect(!tokens.holds(token, for: "i-1", at: now.adding(seconds: 60)))
    }

    @Test("hold for their instance and their agent only")
    func owner() {
        let token = tokens.make(for: "i-1", until: now.adding(seconds: 60))
        #expect(!tokens.holds(token, for: "i-2", at: now))
        #expect(!MetadataTokens(random: .system).holds(token, for: "i-1", at: now))
    }

    @Test("hold whole only: any character matters")
    func whole() {
        let token = tokens.make(for: "i-1", until: now.adding(seconds: 60))
        for index in token.utf8.indices {
            var bytes = Array(token.utf8)
            let place = token.utf8.distance(from: token.utf8.startIndex, to: index)
            bytes[place] = bytes[place] == 0x41 ? 0x42 : 0x41
            #expect(!tokens.holds(String(decoding: bytes, as: UTF8.self), for: "i-1", at: now))
        }
        for text in ["", "x", token + "A", token + "\n", String(repeating: "A", count: 100_000)] {
            #expect(!tokens.holds(text, for: "i-1", at: now))
        }
    }
}
