import Dispatch
import Synchronization
import Testing

@Suite("bodies")
struct BodyTests {
    let server: RunningServer

    init() throws { server = try RunningServer() }

    @Test("chunks are gathered")
    func chunked() throws {
        defer { server.stop() }
        let answer = try server.exchange(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x=y\r\nde\r\n00\r\nTrailer: 1\r\n\r\n"
        )
        #expect(answer?.hasSuffix("\r\n\r\nabcde") == true)
    }

    @Test("a body is streamed through and the connection kept")
    func stream() throws {
        defer { server.stop() }
        let client = try server.connect()
        let piece = [UInt8](repeating: 3, count: 1 << 20)
        client.send("PUT /sum HTTP/1.1\r\nHost: a\r\nContent-Length: \(8 << 20)\r\n\r\n")
        for _ in 0..<8 { client.send(piece) }
        #expect(client.readAnswer()?.text == "\(8 << 20) \(24 << 20)")
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.text == "/x?")
    }

    @Test("a chunked body is streamed through")
    func streamChunks() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("PUT /sum HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 1, count: 65536) + [13, 10]
        for _ in 0..<32 { client.send(chunk) }
        client.send("0\r\n\r\n")
        #expect(client.readAnswer()?.text == "\(2 << 20) \(2 << 20)")
    }

    @Test("large answers arrive whole, from memory and from a file")
    func large() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /file HTTP/1.1\r\nHost: a\r\n\r\n")
        let memory = try #require(client.readAnswer())
        #expect(memory.body.count == 8 << 20 && memory.body.allSatisfy { $0 == 7 })
        let file = try #require(client.readAnswer())
        #expect(file.status == 206 && file.body.count == (4 << 20) - 10)
        let isRight = file.body.indices.allSatisfy {
            file.body[$0] == UInt8(truncatingIfNeeded: $0 + 10)
        }
        #expect(isRight)
    }

    @Test("100 is sent only when the body is wanted")
    func expectation() throws {
        defer { server.stop() }
        let post = "HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        let wanted = try server.connect()
        wanted.send("POST /echo " + post)
        #expect(wanted.readAnswer()?.status == 100)
        wanted.send("hi")
        #expect(wanted.readAnswer()?.text == "hi")
        let refused = try server.exchange("POST /refuse " + post)
        #expect(refused?.hasPrefix("HTTP/1.1 403 ") == true)
        let large = try server.exchange(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n"
                + "Expect: 100-continue\r\n\r\n"
        )
        #expect(large?.hasPrefix("HTTP/1.1 413 ") == true)
    }

    @Test("a short body that nobody wants is dropped and the connection kept")
    func dropped() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        #expect(client.readAnswer()?.text == "no")
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
    }

    static let earlyAnswers = [
        ("/refuse", 403, "no"), ("/echo", 413, ""), ("/early", 409, "stop"),
    ]

    @Test("an early answer reaches a client that is still sending", arguments: earlyAnswers)
    func early(path: String, status: Int, text: String) throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(4 << 20)\r\n\r\n")
        client.send([UInt8](repeating: 1, count: 2 << 20))
        let answer = try #require(client.readAnswer())
        #expect(answer.status == status && answer.text == text)
        #expect(answer.head.contains("Connection: close\r\n"))
        client.send([UInt8](repeating: 1, count: 2 << 20))
        client.send(GuardTests.follower)
        #expect(client.readToEnd() == "")
    }

    @Test("chunks past the limit are answered early as well")
    func earlyChunks() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 1, count: 65536) + [13, 10]
        for _ in 0..<17 { client.send(chunk) }
        let answer = try #require(client.readAnswer())
        #expect(answer.status == 413 && answer.body.isEmpty)
        #expect(client.readToEnd() == "")
    }

    @Test("a body that breaks off is abandoned")
    func abandoned() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("PUT /sum HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        client.finishSending()
        #expect(client.readToEnd() == "")
        server.application.abandonments.wait()
        #expect(server.application.abandoned.withLock { $0 } == 1)
    }
}
