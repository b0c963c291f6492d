import Base
import Foundation
import HTTPMessage
import HTTPServer
import Testing

@Suite("the server")
struct ServerTests {
    private func start(
        _ change: (inout HTTPServerConfiguration) -> Void = { _ in }
    ) throws -> HTTPServer {
        var configuration = HTTPServerConfiguration(address: IPAddress(v4: 0x7F00_0001), port: 0)
        change(&configuration)
        return try HTTPServer(configuration, application: EchoApplication())
    }

    @Test("passes the target on as it was sent")
    func target() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        client.send("GET /a//b/%2e%2E/%C3%BC?x=1&y=%20+&z HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try #require(client.readAnswer())
        #expect(String(decoding: answer.body, as: UTF8.self) == "/a//b/%2e%2E/%C3%BC?x=1&y=%20+&z")
        #expect(!answer.head.contains("\r\nX-Evil"))
    }

    @Test("answers pipelined requests in order, and the absolute form")
    func pipeline() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                + "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
                + "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n")
        for expected in ["one", "two", "/x?"] {
            let answer = try #require(client.readAnswer())
            #expect(String(decoding: answer.body, as: UTF8.self) == expected)
        }
    }

    @Test("gathers chunks")
    func chunked() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n")
        #expect(client.readAnswer()?.body == Array("abcde".utf8))
    }

    @Test("streams a body through and keeps the connection")
    func stream() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        let piece = [UInt8](repeating: 3, count: 1 << 20)
        client.send("PUT /sum HTTP/1.1\r\nHost: a\r\nContent-Length: \(8 << 20)\r\n\r\n")
        for _ in 0..<8 { client.send(piece) }
        let answer = try #require(client.readAnswer())
        #expect(String(decoding: answer.body, as: UTF8.self) == "\(8 << 20) \(24 << 20)")
        client.send("HEAD /head HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let end = try #require(client.readToEnd())
        #expect(end.contains("Content-Length: 12345\r\n") && end.hasSuffix("\r\n\r\n"))
    }

    @Test("sends 100 only when the body is wanted")
    func expectation() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let wanted = try RawClient(port: server.port)
        wanted.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(wanted.readAnswer()?.status == 100)
        wanted.send("hi")
        #expect(wanted.readAnswer()?.body == Array("hi".utf8))
        let refused = try RawClient(port: server.port)
        refused.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(refused.readToEnd()?.hasPrefix("HTTP/1.1 403") == true)
    }

    @Test("reads and drops a short body that nobody wants")
    func dropped() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
        #expect(client.readAnswer()?.status == 403)
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
    }

    @Test("cuts a slow head and a slow body at their deadlines")
    func slow() throws {
        let server = try start {
            $0.headMilliseconds = 200
            $0.bodyMilliseconds = 200
        }
        defer { server.stop(graceMilliseconds: 5000) }
        let head = try RawClient(port: server.port)
        head.send("GET / HT")
        #expect(head.readToEnd() != nil)
        let body = try RawClient(port: server.port)
        body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        #expect(body.readToEnd()?.contains(" 200 ") == false)
    }

    @Test("survives clients that leave early")
    func leaving() throws {
        let server = try start { $0.threads = 2 }
        defer { server.stop(graceMilliseconds: 5000) }
        for index in 0..<300 {
            let client = try RawClient(port: server.port)
            let whole = "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
            client.send(String(whole.prefix(index % (whole.count + 1))))
        }
        let client = try RawClient(port: server.port)
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
    }

    @Test("answers a half-closed client")
    func halfClosed() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        let client = try RawClient(port: server.port)
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
        client.finishSending()
        #expect(client.readToEnd()?.hasSuffix("hi") == true)
    }

    @Test("stops with requests answered and idle connections closed")
    func stop() throws {
        let server = try start()
        let client = try RawClient(port: server.port)
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
        #expect(server.stop(graceMilliseconds: 5000))
        #expect(client.readToEnd() == "")
    }

    @Test("a port that is taken is an error")
    func taken() throws {
        let server = try start()
        defer { server.stop(graceMilliseconds: 5000) }
        #expect(throws: HTTPServerError.self) { try start { $0.port = server.port } }
    }
}
