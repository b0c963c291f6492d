import HTTPMessage
import HTTPServer
import Testing

@Suite("a head is read alike before and after the library cuts it")
struct HeadGuardTests {
    @Test("parts lie where they were")
    func parts() throws {
        let text = "PUT /a/%2F?x=1&y HTTP/1.1\r\nHost: b.example:80\r\nX-Y: \t z z \t\r\nE:\r\n\r\n"
        let (status, read) = HeadGuard.read(Array(text.utf8))
        #expect(status == 0)
        let head = try #require(read)
        #expect(head.text(head.method) == "PUT")
        #expect(head.text(head.path) == "/a/%2F")
        #expect(head.text(head.query) == "x=1&y")
        #expect(head.fields.count == 3)
        #expect(head.value("x-y") == "z z")
        #expect(head.value("e") == "")
    }

    static let targets = [
        ("/", "/", ""), ("/?", "/", ""), ("/??", "/", "?"), ("http://h/x?y", "/x", "y"),
        ("HTTPS://H/", "/", ""), ("//x", "//x", ""), ("/a?/b", "/a", "/b"),
    ]

    @Test("targets come apart at the first question mark", arguments: targets)
    func target(text: String, path: String, query: String) throws {
        let (_, read) = HeadGuard.read(Array("GET \(text) HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
        let head = try #require(read)
        #expect(head.text(head.path) == path)
        #expect(head.text(head.query) == query)
    }

    @Test("zeros for the bytes between the parts change nothing")
    func cut() throws {
        let text = "GET /a?b HTTP/1.1\r\nHost: h:1\r\nX: y:z\r\n\r\n"
        var bytes = Array(text.utf8)
        for index in [3, 8, 17, 18, 23, 28, 29, 31, 36, 37, 38, 39] {
            #expect(" :\r\n".utf8.contains(bytes[index]))
            bytes[index] = 0
        }
        let (status, read) = HeadGuard.read(bytes, isCut: true)
        #expect(status == 0)
        let head = try #require(read)
        #expect(head.value("x") == "y:z")
        #expect(HeadGuard.read(Array(text.utf8), isCut: true).0 == 400)
        #expect(HeadGuard.read(bytes).0 == 400)
    }

    @Test("bytes after the empty line, or before the head, are no head")
    func whole() {
        let text = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        #expect(HeadGuard.read(Array((text + "x").utf8)).0 == 400)
        #expect(HeadGuard.read(Array(("\r\n" + text).utf8)).0 == 400)
        for length in 0..<text.utf8.count {
            #expect(HeadGuard.read(Array(text.utf8.prefix(length))).0 == 400)
        }
    }

    static let lines = [
        ("A: b\r\n\r\nrest", 8), ("\r\nrest", 2), ("A: b\r\n", 0), ("A: b\r\n\r", 0), ("", 0),
        ("A: b\n\r\n", -1), ("\n", -1), ("A: b\r\n\n", -1), ("A\0: b\r\n\r\n", -1),
        ("A: b\r\n\r\n\0\n", 8),
    ]

    @Test("the end of the lines is found only behind CR LF", arguments: lines)
    func end(text: String, place: Int) {
        #expect(HeadGuard.lookAtLines(Array(text.utf8)) == place)
    }
}
