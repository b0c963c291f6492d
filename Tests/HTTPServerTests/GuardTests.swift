import Testing

@Suite("the guard keeps RFC 9112 section 11")
struct GuardTests {
    /// Stands behind every refused request; it must never be answered.
    static let follower = "GET /follower HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A head so broken that the library closes without a word is refused as well.
    private func expectRefusal(_ answer: String, of row: GuardCase) {
        let start = "HTTP/1.1 \(row.status) "
        #expect(answer.isEmpty || answer.hasPrefix(start), "\(answer.prefix(60))")
        #expect(!answer.contains("HTTP/1.1 200"))
    }

    @Test("a broken request is refused, and what follows it is not read", arguments: GuardCase.all)
    func refusesWhole(row: GuardCase) throws {
        let server = try RunningServer()
        defer { server.stop() }
        let answer = try server.exchange(row.line + row.rest + Self.follower)
        expectRefusal(try #require(answer, "the connection stayed open"), of: row)
    }

    @Test("a broken request that comes in pieces is refused as well", arguments: GuardCase.all)
    func refusesPieces(row: GuardCase) throws {
        let server = try RunningServer()
        defer { server.stop() }
        let client = try server.connect()
        client.send(row.line)
        // Once another exchange is over, the server's one thread has read the first piece.
        _ = try server.exchange("GET / HTTP/1.0\r\n\r\n")
        client.send(row.rest + Self.follower)
        expectRefusal(try #require(client.readToEnd(), "the connection stayed open"), of: row)
    }

    @Test("a zero byte and a bare line feed end no line")
    func zeroAndLineFeed() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let head = "Host: a\0\nX: y\r\n\r\n"
        let answer = try server.exchange("GET / HTTP/1.1\r\n" + head + Self.follower)
        #expect(answer?.hasPrefix("HTTP/1.1 400 ") == true)
    }

    /// The one thing that cannot be seen is made harmless: nothing is read behind it.
    @Test("a head that comes in pieces ends its connection")
    func pieces() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let client = try server.connect()
        // What an earlier request leaves behind must not be taken for the later one.
        client.send("GET /one HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
        client.send("GET /two HTTP/1.1\r\n")
        _ = try server.exchange("GET / HTTP/1.0\r\n\r\n")
        client.send("Host: a\r\nX: y\r\n\r\n" + Self.follower)
        let rest = try #require(client.readToEnd())
        #expect(rest.hasPrefix("HTTP/1.1 200 ") && rest.contains("Connection: close\r\n"))
        #expect(rest.contains("/two?") && !rest.contains("/follower"))
    }

    @Test("a chunked request ends its connection")
    func chunkedIsLast() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let answer = try #require(
            try server.exchange(
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n" + Self.follower
            )
        )
        #expect(answer.contains("Connection: close\r\n") && answer.hasSuffix("abc"))
    }

    /// Whether it would be read past the buffer shows under a memory checker only.
    @Test("a request line without a version may end with the buffer", arguments: ["\r\n", "\n"])
    func lineAtTheEnd(end: String) throws {
        let server = try RunningServer()
        defer { server.stop() }
        for size in (36 * 1024 - 16)...(36 * 1024) {
            let path = String(repeating: "a", count: size - 5 - end.utf8.count)
            let client = try server.connect()
            client.send("GET /" + path + end)
            let answer = try #require(client.readToEnd())
            #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 414 "))
        }
        let answer = try server.exchange("GET /x HTTP/1.0\r\n\r\n")
        #expect(answer?.hasPrefix("HTTP/1.1 200 ") == true)
    }

    @Test("HTTP/0.9 gets nothing")
    func ancient() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let answer = try #require(try server.exchange("GET /\r\n\r\n"))
        #expect(!answer.contains(" 200 "))
    }

    static let badChunks = [
        "x\r\n", "-1\r\n", "+1\r\na\r\n", " 1\r\na\r\n", "0x1\r\na\r\n", "1 \r\na\r\n", "\r\n",
        ";x\r\na\r\n", "5\r\nhelloX\r\n", "FFFFFFFFFFFFFFFFF\r\nhello", "5 \u{01}\r\nhello\r\n",
        "7FFFFFFFFFFFFFFF\r\nhello\r\n", "3;" + String(repeating: "x", count: 200_000),
    ]

    @Test("broken chunks are not served", arguments: badChunks)
    func chunks(text: String) throws {
        let server = try RunningServer()
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + text)
        client.send("\r\n0\r\n\r\n" + Self.follower)
        client.finishSending()
        let answer = try #require(client.readToEnd())
        #expect(!answer.contains(" 200 "), "\(answer.prefix(60))")
    }

    @Test("trailers are bounded by the connection's memory")
    func trailers() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let start =
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
        let trailer = "X: " + String(repeating: "y", count: 100) + "\r\n"
        let few = try server.exchange(start + String(repeating: trailer, count: 5) + "\r\n")
        #expect(few?.hasPrefix("HTTP/1.1 200 ") == true)
        let many = try server.exchange(start + String(repeating: trailer, count: 1000) + "\r\n")
        #expect(many?.contains(" 200 ") == false)
    }

    @Test("no field value splits an answer")
    func splitting() throws {
        let server = try RunningServer()
        defer { server.stop() }
        let answer = try #require(try server.exchange("GET / HTTP/1.0\r\n\r\n"))
        #expect(answer.contains("\r\nX-A: b  X-Evil: 1\r\n"))
        #expect(!answer.contains("\r\nX-Evil"))
    }
}
