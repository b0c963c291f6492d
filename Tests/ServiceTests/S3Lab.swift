import Base
import Foundation
import HTTPMessage
import Markup
import S3Service
import Store
import Testing

/// An S3 service on a store in memory and a folder of its own, called without a socket.
final class S3Lab: Sendable {
    let gate = S3TestGate()
    let store: MemoryStore
    let service: S3Service
    let folder: String

    init(store: MemoryStore = MemoryStore(), folder: String? = nil) throws {
        self.store = store
        let name = "s3-" + UUID().uuidString
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        service = try S3Service(
            store: store,
            objectsFolder: self.folder,
            clock: Clock { Timestamp(seconds: 1_790_000_000) },
            random: .system,
            gate: gate
        )
    }

    deinit {
        service.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// How many files there are in the objects folder.
    var fileCount: Int {
        let paths = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]
        return (paths ?? []).count { $0.contains("/") }
    }

    /// Sends a request, its body in pieces of a prime number of bytes.
    @discardableResult
    func send(
        _ method: String,
        _ target: String,
        _ fields: [(String, String)] = [],
        body: [UInt8] = []
    ) -> S3Reply {
        var all = [("Host", "127.0.0.1:4566")]
        if method == "PUT" || method == "POST" {
            all.append(("Content-Length", String(body.count)))
        }
        all.removeAll { field in fields.contains { $0.0.lowercased() == field.0.lowercased() } }
        let head = RequestHead(method: method, target: target, fields: all + fields)
        let catcher = Catcher()
        switch receive(head) {
        case .answer(let response): return S3Reply(response)
        case .collect(let limit, let then):
            guard body.count <= limit else { return S3Reply(Response(status: 413)) }
            then(body, catcher)
        case .stream(let sink): return finish(sink, body: body)
        }
        return S3Reply(catcher.response)
    }

    func receive(_ head: RequestHead) -> Reception {
        service.receive(head) { () throws(S3Error) in try gate.admit(head) }
    }

    /// Gives a body to a sink, in pieces of a prime number of bytes.
    func finish(_ sink: any BodySink, body: [UInt8]) -> S3Reply {
        let catcher = Catcher()
        var rest = body[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(997))
            rest = rest.dropFirst(997)
            if let early = sink.receive(piece.span) { return S3Reply(early) }
        }
        sink.finish(catcher)
        return S3Reply(catcher.response)
    }

    func send(
        _ method: String,
        _ target: String,
        _ fields: [(String, String)] = [],
        text: String
    ) -> S3Reply {
        send(method, target, fields, body: Array(text.utf8))
    }

    /// A lab with one bucket, `bucket`.
    static func withBucket() throws -> S3Lab {
        let lab = try S3Lab()
        #expect(lab.send("PUT", "/bucket").status == 200)
        _ = lab.gate.takeDemands()
        return lab
    }
}

private final class Catcher: Responder {
    private let state = Monitor<Response?>(nil)

    func respond(_ response: Response) { state.change { $0 = response } }

    var response: Response { state.wait { $0 } }
}

/// An answer with its body read.
struct S3Reply {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    init(_ response: Response) {
        status = response.status
        fields = response.fields
        switch response.body {
        case .bytes(let bytes): body = bytes
        case .none: body = []
        case .file(let descriptor, let offset, let length):
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try? file.seek(toOffset: UInt64(offset))
            body = Array((try? file.read(upToCount: Int(length))) ?? Data())
        }
    }

    subscript(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var xml: XMLElement? { try? XMLReader.read(body) }

    /// The code of an error.
    var code: String? { xml?.text(of: "Code") }
}

/// Bytes that no run repeats, so that an offset error shows.
func patterned(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
}
