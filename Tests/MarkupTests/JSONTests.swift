import Markup
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("values keep their kind, order, spelling and place")
    func values() throws {
        let text = """
            {"a": [1, -2.50e+3, true, null],
             "\\u00e9\\ud83d\\ude00": "x\\n\\/", "": {}}
            """
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(root.members.compactMap(\.key.string) == ["a", "é😀", ""])
        let list = try #require(root["a"])
        #expect(list.elements.map(\.kind) == [.number, .number, .boolean, .null])
        #expect(list.elements.compactMap(\.number) == ["1", "-2.50e+3"])
        let string = try #require(root.members.dropFirst().first { _ in true }?.value)
        #expect(string.string == "x\n/")
        #expect(string.position.line == 2)
        #expect(string.position.column == 24)
        #expect(root[""]?.kind == .object)
        #expect(root["b"] == nil)
    }

    @Test(
        "what RFC 8259 does not allow is refused with its place",
        arguments: [
            ("", JSONError.Reason.unexpectedEnd, 0), ("{\"a\":1,}", .unexpectedByte(0x7D), 7),
            ("[1 2]", .unexpectedByte(0x32), 3), ("[1]x", .trailingBytes, 3),
            ("01", .invalidNumber, 1), ("1.", .invalidNumber, 2), ("-", .invalidNumber, 1),
            ("1e+", .invalidNumber, 3), ("\"\u{1}\"", .controlCharacter, 1),
            ("\"\\x\"", .invalidEscape, 1), ("\"\\ud800\"", .invalidEscape, 1),
            ("\"\\ude00\"", .invalidEscape, 1), ("\"\\u12", .invalidEscape, 1),
            ("nul", .unexpectedEnd, 3), ("nulL", .unexpectedByte(0x4C), 3),
            ("{\"a\":1,\"\\u0061\":2}", .duplicateKey("a"), 8), ("[", .unexpectedEnd, 1),
            ("'a'", .unexpectedByte(0x27), 0), ("{a:1}", .unexpectedByte(0x61), 1),
        ]
    )
    func refused(_ row: (text: String, reason: JSONError.Reason, offset: Int)) throws {
        let error = try #require(throws: JSONError.self) {
            try JSONDocument(parsing: Array(row.text.utf8))
        }
        #expect(error.reason == row.reason)
        #expect(error.position.offset == row.offset)
    }

    @Test("bytes that are not UTF-8 are refused, also in surrogates and overlong forms")
    func notUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            #expect(throws: JSONError.self) {
                try JSONDocument(parsing: [0x22] + bytes + [0x22])
            }
        }
    }

    @Test("a name that occurs twice among many is found")
    func duplicateAmongMany() throws {
        let names = (0..<100).map { "\"n\($0)\":0" } + ["\"n\\u0035\":1"]
        let text = "{" + names.joined(separator: ",") + "}"
        let error = try #require(throws: JSONError.self) {
            try JSONDocument(parsing: Array(text.utf8))
        }
        #expect(error.reason == .duplicateKey("n5"))
    }

    @Test("limits hold")
    func limits() throws {
        let deep = Array(String(repeating: "[", count: 65).utf8)
        #expect(try #require(reason(deep, JSONLimits())) == .tooDeep)
        #expect(try #require(reason(Array("[1,2]".utf8), JSONLimits(bytes: 4))) == .tooLong)
        #expect(try #require(reason(Array("[1,2]".utf8), JSONLimits(values: 2))) == .tooManyValues)
        #expect(reason(Array("[1,2]".utf8), JSONLimits(depth: 1, bytes: 5, values: 3)) == nil)
    }

    private func reason(_ bytes: [UInt8], _ limits: JSONLimits) -> JSONError.Reason? {
        do {
            _ = try JSONDocument(parsing: bytes, limits: limits)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("what is written is read back, whatever the characters")
    func writing() throws {
        let text = String(String.UnicodeScalarView((0..<0x110).compactMap { Unicode.Scalar($0) }))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(text)
        writer.beginArray()
        writer.string(text + "\u{2028}😀")
        writer.integer(-7)
        writer.boolean(false)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.endArray()
        writer.member("absent", nil)
        writer.member("b", "c")
        writer.endObject()
        let root = try JSONDocument(parsing: writer.bytes).root
        let member = try #require(root.members.first { _ in true })
        #expect(member.key.string == text)
        let elements = Array(member.value.elements)
        #expect(elements.map(\.kind) == [.string, .number, .boolean, .null, .object])
        #expect(elements.first?.string == text + "\u{2028}😀")
        #expect(elements.dropFirst().first?.integer == -7)
        #expect(root["b"]?.string == "c")
        #expect(root.count == 2)
    }
}
