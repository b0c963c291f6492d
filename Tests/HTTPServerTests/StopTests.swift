import Base
import Dispatch
import HTTPServer
import Testing

@Suite("stopping")
struct StopTests {
    @Test("idle connections are closed")
    func idle() throws {
        let server = try RunningServer()
        let fresh = try server.connect()
        let client = try server.connect()
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.status == 200)
        #expect(server.server.stop(graceMilliseconds: 5000))
        #expect(client.readToEnd() == "")
        #expect(fresh.readToEnd() == "")
        #expect(throws: (any Error).self) { try server.connect() }
    }

    @Test("requests under way are answered, and their connections closed")
    func underWay() throws {
        let server = try RunningServer { $0.threads = 2 }
        let clients = try (0..<4).map { _ in try server.connect() }
        for client in clients {
            client.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
            server.application.arrivals.wait()
        }
        let running = server.server
        let idle = try server.connect()
        let thread = try #require(
            OSThread { #expect(running.stop(graceMilliseconds: 10_000)) }
        )
        // The idle connection closes first: from then on the server takes no more.
        #expect(idle.readToEnd() == "")
        server.application.openGate("done")
        for client in clients {
            let answer = try #require(client.readToEnd())
            #expect(answer.contains("Connection: close\r\n") && answer.hasSuffix("done"))
        }
        thread.join()
    }

    @Test("requests that nobody answers are cut, and late answers ignored")
    func unanswered() throws {
        let server = try RunningServer()
        let clients = try (0..<3).map { _ in try server.connect() }
        for client in clients {
            client.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
            server.application.arrivals.wait()
        }
        #expect(!server.server.stop(graceMilliseconds: 50))
        for client in clients { #expect(client.readToEnd() == "") }
        server.application.openGate("late")
    }
}
