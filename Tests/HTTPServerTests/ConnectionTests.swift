import Dispatch
import HTTPServer
import Synchronization
import Testing

@Suite("connections")
struct ConnectionTests {
    let server: RunningServer

    init() throws { server = try RunningServer() }

    @Test("the target comes as it was sent")
    func target() throws {
        defer { server.stop() }
        let client = try server.connect()
        for target in ["/a//b/%2e%2E/%C3%BC?x=1&y=%20+&z", "/?", "/a?b?c=d&e"] {
            client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.readAnswer()?.text == target)
        }
    }

    @Test("requests sent at once are answered in order, the absolute form as well")
    func pipeline() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                + "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
                + "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n"
                + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
                + "\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        for expected in ["one", "two", "/x?", "", "/y?"] {
            #expect(client.readAnswer()?.text == expected)
        }
    }

    @Test("a connection is kept over many requests, large heads and queries included")
    func kept() throws {
        defer { server.stop() }
        let client = try server.connect()
        for round in 0..<40 {
            let filler = String(repeating: "y", count: round * 200)
            client.send("GET /\(round)?\(filler) HTTP/1.1\r\nHost: a\r\nX: \(filler)\r\n\r\n")
            let answer = client.readAnswer()
            #expect(answer?.text.count == "/\(round)?\(filler)".count, "\(round)")
        }
    }

    @Test("a head over half the connection's memory is served, but ends the connection")
    func largeHead() throws {
        defer { server.stop() }
        let filler = String(repeating: "y", count: 12_000)
        let answer = try server.exchange(
            "GET /?\(filler) HTTP/1.1\r\nHost: a\r\nX: \(filler)\r\n\r\n"
        )
        #expect(answer?.hasPrefix("HTTP/1.1 200 ") == true)
        #expect(answer?.contains("Connection: close\r\n") == true)
    }

    @Test("HTTP/1.0 closes unless the client asks to keep the connection")
    func old() throws {
        defer { server.stop() }
        let answer = try #require(try server.exchange("GET /x HTTP/1.0\r\n\r\n"))
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("/x?"))
        let client = try server.connect()
        client.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(client.readAnswer()?.head.lowercased().contains("connection: keep-alive") == true)
        client.send("GET /y HTTP/1.0\r\nHost: a\r\n\r\n")
        #expect(client.readToEnd()?.hasSuffix("/y?") == true)
    }

    @Test("the client may end the connection with a request")
    func close() throws {
        defer { server.stop() }
        let answer = try server.exchange("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(answer?.contains("Connection: close\r\n") == true)
    }

    @Test("a client that has closed for writing is answered")
    func halfClosed() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
        client.finishSending()
        #expect(client.readToEnd()?.hasSuffix("hi") == true)
    }

    @Test("answers without a body have none")
    func empty() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\nHEAD /head HTTP/1.1\r\nHost: a\r\n\r\n")
        client.send("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let all = try #require(client.readToEnd())
        let heads = all.split(separator: "\r\n\r\n", omittingEmptySubsequences: false)
        #expect(heads.count == 4 && heads[3].isEmpty, "three heads and nothing more")
        #expect(heads[0].hasPrefix("HTTP/1.1 204 ") && !heads[0].contains("Content-Length"))
        #expect(heads[1].contains("Content-Length: 12345"))
        #expect(heads[2].contains("Content-Length: 3"))
    }

    @Test("of two answers the first one counts")
    func twice() throws {
        defer { server.stop() }
        let client = try server.connect()
        client.send("GET /twice HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.text == "first")
        #expect(client.readAnswer()?.text == "/x?")
    }

    @Test("an address has so many connections and no more")
    func peerLimit() throws {
        defer { server.stop() }
        let limited = try RunningServer { $0.peerLimit = 2 }
        defer { limited.stop() }
        let clients = try (0..<2).map { _ in try limited.connect() }
        for client in clients {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.readAnswer()?.status == 200)
        }
        #expect(try limited.connect().readToEnd() == "")
    }

    @Test("requests that come together are answered, however many", arguments: [127, 128, 256])
    func together(count: Int) throws {
        defer { server.stop() }
        let clients = try (0..<count).map { _ in try server.connect() }
        func all(_ path: String) {
            for client in clients { client.send("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
        }
        all("one")
        for client in clients { #expect(client.readAnswer()?.text == "/one?") }
        // The only thread is kept, with nothing left to do, until all have sent.
        let released = DispatchSemaphore(value: 0)
        server.application.whenAbandoned.withLock { $0 = { released.wait() } }
        let other = try server.connect()
        other.send("PUT /sum HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        other.finishSending()
        server.application.abandonments.wait()
        all("two")
        released.signal()
        #expect(clients.allSatisfy { $0.readAnswer()?.text == "/two?" })
    }

    @Test("a port that is taken is an error")
    func taken() throws {
        defer { server.stop() }
        #expect(throws: HTTPServerError.self) {
            try RunningServer { $0.port = server.server.port }
        }
    }
}
