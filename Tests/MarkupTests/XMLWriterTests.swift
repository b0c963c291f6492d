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

    @Test("names may be ranges of other bytes")
    func ranges() {
        let names = Array("KeyValue".utf8)
        let written = text { writer in
            writer.open(0..<3, in: names)
            writer.append(byte: 0x78)
            writer.close(0..<3, in: names)
        }
        #expect(written == "<Key>x</Key>")
    }
}
