import Base
import HTTPMessage
import S3Service
import Store
import Synchronization

/// Takes lines as a request, `METHOD TARGET`, header fields, and after an empty line the body.
///
/// Every request must get exactly one answer, and no answer may have a line break in its head.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard let (head, body) = request(bytes) else { return 0 }
    let catcher = Catcher()
    switch service.receive(head, from: { Anyone() }) {
    case .answer(let response): catcher.respond(response)
    case .collect(let limit, let then):
        guard body.count <= limit else { return 0 }
        then(body, catcher)
    case .stream(let sink):
        if let early = sink.receive(body.span) {
            catcher.respond(early)
        } else {
            sink.finish(catcher)
        }
    }
    let response = catcher.answer.wait { $0 }
    for field in response.fields {
        precondition(
            field.value.utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D && $0 != 0 },
            "a header field must be one line"
        )
    }
    return 0
}

/// Reads the lines; nil when they could not have passed the server's guard.
private func request(_ bytes: [UInt8]) -> (RequestHead, [UInt8])? {
    let lines = bytes.split(separator: 0x0A, maxSplits: 40, omittingEmptySubsequences: false)
    guard let first = lines.first, let space = first.firstIndex(of: 0x20) else { return nil }
    var fields: [(String, String)] = []
    var rest = lines.dropFirst()
    while let line = rest.first, !line.isEmpty {
        rest = rest.dropFirst()
        guard let colon = line.firstIndex(of: 0x3A), isPlain(line) else { return nil }
        fields.append((text(line[..<colon]), text(line[(colon + 1)...])))
    }
    let target = first[(space + 1)...]
    guard isPlain(target), target.first == 0x2F, !target.contains(0x20) else { return nil }
    let head = RequestHead(
        method: text(first[..<space]),
        target: text(target),
        fields: fields
    )
    return (head, Array(rest.dropFirst().joined(separator: [0x0A])))
}

private func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
}

private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

private final class Catcher: Responder {
    let answer = Monitor<Response?>(nil)

    func respond(_ response: Response) {
        answer.change { answer in
            precondition(answer == nil, "a request must be answered once")
            answer = response
        }
    }
}

private let service: S3Service = {
    do {
        return try S3Service(
            store: MemoryStore(),
            objectsFolder: "/tmp/s3-request-fuzz",
            clock: .system,
            random: .system,
            gate: OpenGate()
        )
    } catch { fatalError("no folder for objects: \(error)") }
}()

private struct OpenGate: S3Gate {
    func bind(
        _ document: [UInt8],
        bucket: String,
        owner: AccountID
    ) throws(S3Error) -> S3StoredPolicy { S3StoredPolicy(document: document) }

    func compile(_ stored: S3StoredPolicy) throws(S3Error) -> any S3BucketPolicy {
        Policy(document: stored.document)
    }
}

private struct Policy: S3BucketPolicy {
    let document: [UInt8]

    var isPublic: Bool { false }

    func shown() -> [UInt8] { document }
}

private struct Anyone: S3Caller {
    var account: AccountID? { AccountID("111122223333") }
    var isRoot: Bool { false }
    var arn: String { "arn:aws:iam::111122223333:user/Bob" }
    var region: String { "us-east-1" }
    var payload: S3Payload { .unsigned }

    func authorize(_ demand: S3Demand) throws(S3Error) {}
}
