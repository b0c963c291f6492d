import Base
import Dispatch
import HTTPServer
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

    private func post(_ path: String, _ count: Int, of length: Int) -> [UInt8] {
        let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
        return Array(head.utf8) + [UInt8](repeating: 1, count: count)
    }

    @Test("bodies in memory have a limit together, and give back what they had of it")
    func budget() throws {
        let server = try RunningServer { $0.collectLimit = 1500 }
        defer { server.stop() }
        let waiting = try server.connect()
        waiting.send(post("/gate", 900, of: 900))
        server.application.arrivals.wait()
        let refused = try server.connect()
        refused.send(post("/echo", 0, of: 900))
        let answer = try #require(refused.readAnswer())
        #expect(answer.status == 503 && answer.head.contains("Connection: close\r\n"))
        let chunked = try server.exchange(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "258\r\n" + String(repeating: "a", count: 600) + "\r\n1\r\na"
        )
        #expect(chunked?.hasPrefix("HTTP/1.1 503 ") == true)
        server.application.openGate("open")
        #expect(waiting.readAnswer()?.text == "open")
        let small = try server.connect()
        for _ in 0..<3 {
            small.send(post("/echo", 900, of: 900))
            #expect(small.readAnswer()?.status == 200)
        }
    }

    @Test("a body that breaks off gives back what it had of the limit")
    func budgetOfBroken() throws {
        let server = try RunningServer { $0.collectLimit = 1500 }
        defer { server.stop() }
        for _ in 0..<5 {
            let broken = try server.connect()
            broken.send(post("/echo", 10, of: 1000))
            broken.finishSending()
            #expect(broken.readToEnd() == "")
        }
        // What was held is given back a moment after the client sees the end.
        var isServed = false
        for _ in 0..<1000 where !isServed {
            let client = try server.connect()
            client.send(post("/echo", 1500, of: 1500))
            isServed = client.readAnswer()?.status == 200
        }
        #expect(isServed)
    }

    @Test("one address has no more than its share of the connections")
    func share() {
        let configuration = HTTPServerConfiguration(address: IPAddress(v4: 0), port: 0)
        #expect(configuration.peerLimit > 0)
        #expect(configuration.peerLimit <= configuration.connectionLimit / 2)
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
