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

    @Test("runs of any length with question marks match as the plain rule says")
    func longRunsWithQuestionMarks() {
        var generator = SystemRandomNumberGenerator()
        var wrong: [String] = []
        var matched = 0
        for round in 0..<2000 {
            let length = [15, 16, 17, 63, 64, 65, 128, 129, 200][round % 9]
            let letters = ["a", "a", "b", "é", "😀"]
            let run = (0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" }
            let pattern = run.map { Bool.random(using: &generator) ? "?" : $0 }.joined()
            var found = run
            if round % 3 == 0 { found[Int.random(in: 0..<length, using: &generator)] = "c" }
            let before = Int.random(in: 0..<9, using: &generator)
            let text =
                run.suffix(before).joined() + found.joined() + (round % 2 == 0 ? "" : "éa")
            let whole = "*\(pattern)*"
            let expected = Self.plain(whole[...], text[...])
            if expected { matched += 1 }
            if Self.matches(whole, text) != expected { wrong.append("\(whole) \(text)") }
        }
        #expect(wrong.isEmpty)
        #expect(matched > 500 && matched < 2000)
    }

    @Test("runs of up to 70 bytes are found wherever they stand, and nowhere else")
    func everyPlace() {
        var wrong: [String] = []
        for length in Array(1...34) + [63, 64, 65, 70] {
            var run = String(repeating: "ab", count: length).prefix(length - 1) + "c"
            for before in 0..<34 {
                for after in [0, 1, 15, 16, 17] {
                    let text =
                        String(repeating: "ab", count: before).prefix(before) + run
                        + String(repeating: "c", count: after)
                    if !Self.matches("x*\(run)*", "x\(text)") { wrong.append("\(run) \(text)") }
                    if Self.matches("x*\(run)*d", "x\(text)") { wrong.append("\(run)d \(text)") }
                    if Self.matches("*y\(run)*", String(text)) { wrong.append("y\(run) \(text)") }
                }
            }
            run = Substring(run.enumerated().map { $0 % 3 == 1 ? "?" : String($1) }.joined())
            let text = String(repeating: "ab", count: 40) + "c"
            let isThere = Self.plain("*\(run)*", text[...])
            if Self.matches("*\(run)*", text) != isThere { wrong.append("\(run) \(text)") }
            if Self.matches("*\(run)*", text + "é") != isThere { wrong.append("\(run) é") }
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "runs with question marks take a step for each byte of the text and 64 of the run",
        arguments: [
            "*a?b?*", "*a?aaaaaaaaaaab*c", "*?aaaaaaaaaaaaaaaaaaaab*c", "*a?b*a?b*c", "*?b*c",
            "*" + String(repeating: "a?", count: 32) + "b*c",
            "*" + String(repeating: "a?", count: 2000) + "b*c",
            "*" + String(repeating: "?", count: 5000) + "b*c",
            String(repeating: "*aaaaaaaa?aaaaaaaaaa", count: 200) + "*c",
            String(repeating: "*a?", count: 500) + "*b*c",
        ],
        ["", "é"]
    )
    func boundedQuestionMarks(_ pattern: String, end: String) {
        let encoded = Self.encode(pattern)
        // Where the text is not ASCII, preparing a short run counts 256 steps.
        let each = end.isEmpty ? 8 : 100
        for count in [1 << 9, 1 << 13, 1 << 15] {
            let text = [UInt8](repeating: 0x61, count: count) + Array(end.utf8) + [0x63]
            var steps = 0
            _ = Glob.matches(encoded.span, text.span, steps: &steps)
            #expect(steps <= each * (count + encoded.count) + count * encoded.count / 64)
        }
    }

    @Test("runs of plain bytes take three steps for a byte, whatever their length")
    func boundedRuns() {
        for length in [1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 64, 500] {
            let run = String(repeating: "a", count: length)
            for pattern in ["*\(run)b*c", "*\(run)*\(run)b*c", "\(run)*\(run)b*", "*b\(run)*"] {
                let encoded = Self.encode(pattern)
                for count in [length + 1, length + 20, 1 << 10, 1 << 14] {
                    let text = [UInt8](repeating: 0x61, count: count) + [0x63]
                    var steps = 0
                    #expect(!Glob.matches(encoded.span, text.span, steps: &steps))
                    #expect(steps <= 3 * (count + encoded.count))
                }
            }
        }
    }
}
