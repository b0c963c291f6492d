import Base
import HTTPServer

/// A server on a loopback port of the system's choice, with the test's application.
struct RunningServer {
    let application = EchoApplication()
    let server: HTTPServer

    init(_ change: (inout HTTPServerConfiguration) -> Void = { _ in }) throws {
        var configuration = HTTPServerConfiguration(address: IPAddress(v4: 0x7F00_0001), port: 0)
        change(&configuration)
        server = try HTTPServer(configuration, application: application)
    }

    func connect() throws -> RawClient { try RawClient(port: server.port) }

    func stop() { server.stop(graceMilliseconds: 5000) }

    /// Sends bytes on a new connection and reads until the server closes.
    func exchange(_ text: String) throws -> String? {
        let client = try connect()
        client.send(text)
        return client.readToEnd()
    }
}
