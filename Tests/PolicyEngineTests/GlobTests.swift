import PolicyEngine
import Testing

@Suite("Patterns")
struct GlobTests {
    /// Stars and question marks as the engine encodes them.
    static func encode(_ pattern: String) -> [UInt8] {
        pattern.utf8.map { byte in
            byte == 0x2A ? Glob.star : byte == 0x3F ? Glob.question : byte
        }
    }

    static func matches(_ pattern: String, _ text: String) -> Bool {
        let pattern = encode(pattern)
        let text = Array(text.utf8)
        return Glob.matches(pattern.span, text.span)
    }

    /// The rule as plainly as it can be said.
    static func plain(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            var rest = text
            while true {
                if plain(pattern.dropFirst(), rest) { return true }
                guard !rest.isEmpty else { return false }
                rest = rest.dropFirst()
            }
        }
        guard let next = text.first, first == "?" || first == next else { return false }
        return plain(pattern.dropFirst(), text.dropFirst())
    }

    @Test("all short patterns match all short texts as the plain rule says")
    func agreesWithPlainRule() {
        let patterns = Self.words(over: "ab*?", upTo: 5)
        let texts = Self.words(over: "ab", upTo: 5)
        var wrong: [String] = []
        for pattern in patterns {
            for text in texts
            where Self.matches(pattern, text) != Self.plain(pattern[...], text[...]) {
                wrong.append("\(pattern) \(text)")
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "a question mark is one character, however many bytes",
        arguments: [("?", "é", true), ("??", "é", false), ("*?é", "aé", true), ("é?", "é😀", true)]
    )
    func questionMark(_ row: (pattern: String, text: String, matches: Bool)) {
        #expect(Self.matches(row.pattern, row.text) == row.matches)
    }

    @Test(
        "hostile patterns take steps in proportion to the text",
        arguments: ["*a*a*a*a*b", "*a?a*a??a*b", "a*a*a*a*a*c*", "*aaaaaaaaaaaaaaaab"]
    )
    func linear(_ pattern: String) {
        func steps(_ count: Int) -> Int {
            var steps = 0
            let text = [UInt8](repeating: 0x61, count: count)
            let pattern = Self.encode(pattern)
            #expect(!Glob.matches(pattern.span, text.span, steps: &steps))
            return steps
        }
        #expect(steps(1 << 16) <= (1 << 16) + 64)
        #expect(steps(1 << 17) <= 2 * steps(1 << 16) + 64)
    }

    static func words(over letters: String, upTo length: Int) -> [String] {
        var all = [""]
        var last = [""]
        for _ in 0..<length {
            last = last.flatMap { word in letters.map { word + String($0) } }
            all += last
        }
        return all
    }

    @Test("long runs between stars are found, in steps in proportion to the text")
    func longRuns() {
        let run = String(repeating: "a", count: 3000) + "b"
        let pattern = Self.encode("*\(run)*c")
        let text = [UInt8](repeating: 0x61, count: 1 << 16) + [0x63]
        var steps = 0
        #expect(!Glob.matches(pattern.span, text.span, steps: &steps))
        #expect(steps < 1 << 17)
        #expect(Self.matches("*\(run)*c", "xé\(run)yc"))
        #expect(Self.matches("*\(run)*\(run)", "\(run)\(run)"))
        #expect(!Self.matches("*\(run)*\(run)", "\(run)\(run.dropFirst())"))
        #expect(!Self.matches("*\(run)*bc", "\(run)c"))
    }
}
