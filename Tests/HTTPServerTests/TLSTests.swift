import Foundation
import HTTPServer
import Testing

@Suite("TLS", .enabled(if: OpenSSL.isThere))
struct TLSTests {
    let folder: URL
    let server: RunningServer

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("http-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = folder.appendingPathComponent("key.pem")
        let certificate = folder.appendingPathComponent("certificate.pem")
        _ = try OpenSSL.run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-keyout", key.path, "-out", certificate.path,
        ])
        let pair = (Array(try Data(contentsOf: certificate)), Array(try Data(contentsOf: key)))
        server = try RunningServer { $0.tls = (certificate: pair.0, key: pair.1) }
    }

    private func stop() {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func exchange(_ text: String, _ options: [String]) throws -> String {
        String(decoding: try download(text, options), as: UTF8.self)
    }

    private func download(_ text: String, _ options: [String] = []) throws -> Data {
        try OpenSSL.run(
            ["s_client", "-quiet", "-connect", "127.0.0.1:\(server.server.port)"] + options,
            input: text
        )
    }

    @Test("requests are served under TLS 1.2 and 1.3", arguments: ["-tls1_2", "-tls1_3"])
    func serves(version: String) throws {
        defer { stop() }
        let answer = try exchange(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
                + "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nho",
            [version]
        )
        #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 3, "\(answer)")
        #expect(answer.hasSuffix("ho"))
    }

    @Test("the guard keeps its rules")
    func refuses() throws {
        defer { stop() }
        let answer = try exchange(
            "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n" + GuardTests.follower,
            []
        )
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(!answer.contains("200 OK"))
    }

    @Test("an early answer arrives")
    func early() throws {
        defer { stop() }
        let answer = try exchange(
            "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\nhello",
            []
        )
        #expect(answer.hasPrefix("HTTP/1.1 409 ") && answer.hasSuffix("stop"))
    }

    @Test("a file is sent")
    func file() throws {
        defer { stop() }
        let answer = try download("GET /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(answer.starts(with: Data("HTTP/1.1 206 ".utf8)))
        #expect(answer.count > (4 << 20) - 10)
    }

    @Test("older versions and plain HTTP are refused")
    func older() throws {
        defer { stop() }
        let old = try exchange(GuardTests.follower, ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
        #expect(!old.contains("200 OK"))
        #expect(try server.exchange(GuardTests.follower)?.contains("200 OK") == false)
    }

    @Test("a key that does not fit is an error")
    func wrongKey() throws {
        defer { stop() }
        #expect(throws: HTTPServerError.self) {
            try RunningServer { $0.tls = (certificate: Array("no".utf8), key: Array("no".utf8)) }
        }
    }
}
