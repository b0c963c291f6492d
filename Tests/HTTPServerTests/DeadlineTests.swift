import Dispatch
import HTTPServer
import Testing

@Suite("late clients are cut")
struct DeadlineTests {
    /// Sends a byte at a time, as often as the connection lets it.
    private func dribble(_ client: RawClient, _ text: String) {
        for byte in text.utf8 where !client.isClosed(withinMilliseconds: 5) { client.send([byte]) }
    }

    @Test("a head that dribbles is cut, however it goes on")
    func head() throws {
        let server = try RunningServer { $0.headMilliseconds = 200 }
        defer { server.stop() }
        let client = try server.connect()
        dribble(client, "GET / HTTP/1.1\r\nX: " + String(repeating: "y", count: 1000))
        #expect(client.readToEnd() == "")
    }

    @Test("a silent client is cut")
    func silent() throws {
        let server = try RunningServer { $0.headMilliseconds = 200 }
        defer { server.stop() }
        #expect(try server.connect().readToEnd() == "")
    }

    @Test("a body that dribbles is cut")
    func body() throws {
        let server = try RunningServer { $0.bodyMilliseconds = 200 }
        defer { server.stop() }
        for framing in ["Content-Length: 5000", "Transfer-Encoding: chunked"] {
            let client = try server.connect()
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n3e8\r\n")
            dribble(client, String(repeating: "y", count: 1000))
            #expect(client.readToEnd() == "")
        }
    }

    @Test("a body that keeps the least rate may take longer")
    func rate() throws {
        let server = try RunningServer {
            $0.bodyMilliseconds = 400
            $0.bodyBytesPerSecond = 10
        }
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
        for _ in 0..<100 {
            #expect(!client.isClosed(withinMilliseconds: 5))
            client.send("y")
        }
        #expect(client.readAnswer()?.status == 200)
    }

    @Test("an idle connection is closed")
    func idle() throws {
        let server = try RunningServer { $0.idleMilliseconds = 200 }
        defer { server.stop() }
        let client = try server.connect()
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
        #expect(client.readToEnd() == "")
    }

    @Test("a client that does not read its answer is cut")
    func answer() throws {
        let server = try RunningServer {
            $0.bodyMilliseconds = 100
            $0.bodyBytesPerSecond = 1 << 30
        }
        let client = try server.connect()
        client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.isClosed(withinMilliseconds: 5000), "the answer has begun")
        #expect(server.server.stop(graceMilliseconds: 5000), "it is over before it is read")
    }

    @Test("the rest of a body is dropped only so long")
    func linger() throws {
        let server = try RunningServer { $0.lingerMilliseconds = 200 }
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\nx")
        #expect(client.readAnswer()?.status == 403)
        var sent = 0
        while !client.isReset(withinMilliseconds: 5), sent < 1000 {
            client.send("y")
            sent += 1
        }
        #expect(sent < 1000)
    }

    @Test("an application may take as long as it wants")
    func application() throws {
        let server = try RunningServer {
            $0.headMilliseconds = 100
            $0.bodyMilliseconds = 100
            $0.idleMilliseconds = 100
        }
        defer { server.stop() }
        let client = try server.connect()
        client.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
        server.application.arrivals.wait()
        #expect(!client.isClosed(withinMilliseconds: 300))
        server.application.openGate("done")
        #expect(client.readAnswer()?.text == "done")
    }
}
