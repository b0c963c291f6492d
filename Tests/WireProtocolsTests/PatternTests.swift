import ServiceModel
import Testing

@Suite("Patterns")
struct PatternTests {
    @Test(
        "texts match as a whole or not at all",
        arguments: [
            ("[\\w+=,.@-]+", ["a", "A_9+=,.@-"], ["", "a b", "ä", "a/"]),
            ("[\\w+=,.@-]*", ["", "a"], ["/"]),
            ("\\d{12}", ["012345678901"], ["01234567890", "0123456789012", "01234567890a"]),
            ("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?", ["v1", "v20.a-", "v3."], ["v0", "v", "v1.a_"]),
            (
                "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", ["abc", "a-b", "a-b-c"],
                ["ab", "a--b", "-ab", "ab-", "A-b"]
            ),
            (
                "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)", ["/", "/a/", "/a/b/"],
                ["", "//x", "a/", "/ /"]
            ),
            ("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/", ["/", "/a/", "/a/b+c/"], ["", "//", "/a", "/a//"]),
            (
                "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", ["Größe 1", "日本", "a\u{2003}b", "Ⅳ"],
                ["a&b", "", "a\tb", "😀"]
            ),
            (
                "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD"
                    + "\\u10000-\\u10FFFF]+",
                ["a\tb\n", "\u{85}é", "\u{FFFD}"], ["\u{0}", "\u{E}", "😀", ""]
            ),
            ("[ -~]+", ["a ~"], ["\t", "é"]),
            ("^http(s?)://[a-z.]*(\\?[a-z=&]*)?$", ["http://a.b", "https://a?x=y"], ["ftp://a"]),
            ("[:\\w]+", ["a:b"], ["-"]),
            (
                "^o-[0-9a-z]{10,32}\\/r-[0-9a-z]{4,32}[0-9a-z-\\/]*",
                ["o-0123456789/r-abcd", "o-0123456789/r-abcd/ou-1"], ["o-012345678/r-abcd"]
            ),
            ("a{2,}b?", ["aa", "aaaab"], ["a", "ab"]),
        ]
    )
    func whole(pattern: String, matching: [String], others: [String]) throws {
        let compiled = try #require(Pattern(pattern))
        for text in matching { #expect(compiled.matches(text), "\(text)") }
        for text in others { #expect(!compiled.matches(text), "\(text)") }
    }

    @Test(
        "what no model uses is not compiled",
        arguments: [
            "(", ")", "[a", "a**", "*", "\\b", "[^a]", "(?:a)", "(?=a)", "a{300}", "a{2,1}", ".",
            "\\u00", "\\p{X}", "a\\", "[b-a]", "((((((((((a))))))))))",
        ]
    )
    func unsupported(pattern: String) {
        #expect(Pattern(pattern) == nil)
    }

    @Test("a pattern that would make a backtracking matcher explode takes linear time")
    func linear() throws {
        let pattern = try #require(Pattern("((/[a-z]+)*)*([a-z/]+)*/"))
        #expect(!pattern.matches(String(repeating: "/a", count: 2000)))
        #expect(pattern.matches(String(repeating: "/a", count: 2000) + "/"))
    }

    @Test("a text beyond the limit does not match a composite pattern")
    func limit() throws {
        let pattern = try #require(Pattern("(a|b)*"))
        #expect(pattern.matches(String(repeating: "a", count: 4096)))
        #expect(!pattern.matches(String(repeating: "a", count: 4097)))
    }
}
