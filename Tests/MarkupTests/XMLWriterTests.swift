import Markup
import Testing

@Suite("Writing XML")
struct XMLWriterTests {
    private func text(_ write: (inout XMLWriter) -> Void) -> String {
        var writer = XMLWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("a document with namespace, texts and numbers")
    func document() {
        let written = text { writer in
            writer.declare()
            writer.open("A", namespace: "http://x/?a&b")
            writer.element("B", "b")
            writer.element("N", 7)
            writer.element("N", -7)
            writer.element("N", .min)
            writer.close("A")
        }
        let lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<A xmlns=\"http://x/?a&amp;b\"><B>b</B><N>7</N><N>-7</N>",
            "<N>-9223372036854775808</N></A>",
        ]
        #expect(written == lines.joined())
    }

    @Test(
        "texts are escaped, and what XML cannot carry is replaced",
        arguments: [
            ("plain é 日", "plain é 日"), ("<a & \"b\">", "&lt;a &amp; &quot;b&quot;&gt;"),
            ("'", "'"), ("a\r\n\tb", "a&#xD;\n\tb"), ("\0a\u{1F}", "\u{FFFD}a\u{FFFD}"),
            ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"), ("\u{FFFD}\u{FF21}", "\u{FFFD}\u{FF21}"),
            ("", ""), ("x\u{FFFE}", "x\u{FFFD}"), ("😀", "😀"),
        ]
    )
    func escaping(content: String, escaped: String) {
        #expect(text { $0.text(content) } == escaped)
    }

    @Test("what is written is read back", arguments: ["a<b>&\"'\r\n\t", "日\u{FFFD}😀", " x "])
    func roundTrip(content: String) throws {
        var writer = XMLWriter()
        writer.element("a", content)
        #expect(try XMLReader.read(writer.bytes).text == content)
    }

    @Test("an attribute is read back with all its white space")
    func attribute() throws {
        var writer = XMLWriter()
        writer.append("<a")
        writer.attribute("x", "1\t2\n3\r\"<")
        writer.append("/>")
        #expect(try XMLReader.read(writer.bytes).attribute("x") == "1\t2\n3\r\"<")
    }

    @Test("a range of other bytes is written as it is")
    func ranges() {
        let tags = Array("<Key></Key>".utf8)
        let written = text { writer in
            writer.append(0..<5, of: tags)
            writer.append(byte: 0x78)
            writer.append(5..<11, of: tags)
        }
        #expect(written == "<Key>x</Key>")
    }

    @Test(
        "what must be escaped is found at every place",
        arguments: [
            ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("\r", "&#xD;"),
            ("\u{1}", "\u{FFFD}"), ("\u{1F}", "\u{FFFD}"), ("\u{FFFE}", "\u{FFFD}"),
            ("\t", "\t"), ("\n", "\n"), ("'", "'"), ("é", "é"), ("\u{F000}", "\u{F000}"),
        ]
    )
    func places(character: String, escaped: String) {
        for before in 0..<20 {
            for after in [0, 1, 7, 8, 20] {
                let start = String(String(repeating: "a~ /", count: 5).prefix(before))
                let end = String(repeating: "=z", count: after)
                #expect(text { $0.text(start + character + end) } == start + escaped + end)
            }
        }
    }
}
