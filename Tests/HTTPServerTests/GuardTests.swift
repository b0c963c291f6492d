import Base
import HTTPMessage
import HTTPServer
import Testing

@Suite("the guard keeps RFC 9112 section 11")
struct GuardTests {
    let server: HTTPServer

    init() throws {
        server = try HTTPServer(
            HTTPServerConfiguration(address: IPAddress(v4: 0x7F00_0001), port: 0),
            application: EchoApplication())
    }

    static let refused: [(String, String, Int)] = [
        ("length with chunks", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("two lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        ("two equal lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400),
        ("a list of lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello", 400),
        ("a signed length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello", 400),
        ("a negative length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello", 400),
        ("a hexadecimal length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello", 400),
        ("an overflowing length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nhello", 413),
        ("an empty length", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
        ("space before the colon", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello", 400),
        ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
        ("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("a host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
        ("another coding", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        ("a list of codings", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("two codings", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("chunks in 1.0", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("a zero byte in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400),
        ("a zero byte in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n", 400),
        ("a control byte in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\u{01}b\r\n\r\n", 400),
        ("a control byte in the method", "G\u{01}T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a method that is no token", "GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400),
        ("a folded line with a tab", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\n\r\n", 400),
        ("a bare line feed", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        ("a bare line feed after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
        ("a bare carriage return", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400),
        ("a name without a colon", "GET / HTTP/1.1\r\nHost: a\r\nXb\r\n\r\n", 400),
        ("an empty name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
        ("version 1.9", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", 505),
        ("version 2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("a lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400),
        ("two spaces in the request line", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a control byte in the target", "GET /a\u{02} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a raw letter past ASCII in the target", "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("a target without a slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("the asterisk", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 501),
        ("an absolute target of another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("another expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", 417),
        ("too many fields", "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 101) + "\r\n", 431),
        ("too large a head", "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "y", count: 200_000) + "\r\n\r\n", 431),
        ("a body over the limit", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413),
    ]

    @Test("is refused and the connection closed", arguments: refused)
    func refuses(row: (String, String, Int)) throws {
        let client = try RawClient(port: server.port)
        client.send(row.1)
        let answer = try #require(client.readToEnd(), "the connection stayed open: \(row.0)")
        // A head so broken that the library answers nothing is refused as well.
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 \(row.2) "), "\(row.0): \(answer.prefix(60))")
        #expect(!answer.contains("HTTP/1.1 200"))
        server.stop(graceMilliseconds: 5000)
    }

    @Test("HTTP/0.9 gets nothing")
    func ancient() throws {
        let client = try RawClient(port: server.port)
        client.send("GET /\r\n\r\n")
        let answer = try #require(client.readToEnd())
        #expect(!answer.contains(" 200 "))
        server.stop(graceMilliseconds: 5000)
    }

    static let badChunks = ["x\r\n", "-1\r\n", "5\r\nhelloX\r\n", "FFFFFFFFFFFFFFFFF\r\nhello", "5 \u{01}\r\nhello\r\n"]

    @Test("broken chunks close the connection", arguments: badChunks)
    func chunks(text: String) throws {
        let client = try RawClient(port: server.port)
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + text)
        client.send("\r\n0\r\n\r\n")
        client.finishSending()
        let answer = try #require(client.readToEnd())
        #expect(!answer.contains(" 200 "), "\(text.debugDescription): \(answer)")
        server.stop(graceMilliseconds: 5000)
    }
}
