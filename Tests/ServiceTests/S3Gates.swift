import Base
import HTTPMessage
import S3Service
import Synchronization

/// A gate that lets every demand pass but the refused ones, and remembers what was demanded.
///
/// The caller's account is in `x-test-account`; `anonymous` there means an unsigned request.
final class S3TestGate: S3Gate {
    struct State {
        var refused: Set<String> = []
        var demands: [S3Demand] = []
        var interruption: (action: String, run: @Sendable () -> Void)?
    }

    let state = Mutex(State())

    func admit(_ head: RequestHead) throws(S3Error) -> any S3Caller {
        let name = head.value("x-test-account") ?? "111122223333"
        return S3TestCaller(
            account: AccountID(name),
            isRoot: head.value("x-test-root") != nil,
            region: head.value("x-test-region") ?? "us-east-1",
            payload: payload(of: head),
            gate: self
        )
    }

    private func payload(of head: RequestHead) -> S3Payload {
        let text = head.value("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD"
        if text.hasPrefix("STREAMING-") { return .chunked(S3TestChunks()) }
        guard text.utf8.count == 64 else { return .unsigned }
        var bytes: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return .sha256(bytes)
    }

    func bind(
        _ document: [UInt8],
        bucket: String,
        owner: AccountID
    ) throws(S3Error) -> S3StoredPolicy {
        guard document.first == 0x7B else {
            throw S3Error("MalformedPolicy", 400, "Policies must be valid JSON")
        }
        return S3StoredPolicy(document: document)
    }

    func compile(_ stored: S3StoredPolicy) throws(S3Error) -> any S3BucketPolicy {
        S3TestPolicy(document: stored.document)
    }

    func refuse(_ actions: String...) {
        state.withLock { $0.refused = Set(actions) }
    }

    /// Runs once, when the action is next let pass, before what was asked for is done.
    func interrupt(_ action: String, _ run: @escaping @Sendable () -> Void) {
        state.withLock { $0.interruption = (action, run) }
    }

    /// The demands since the last call.
    func takeDemands() -> [S3Demand] {
        state.withLock { state in
            defer { state.demands = [] }
            return state.demands
        }
    }
}

struct S3TestPolicy: S3BucketPolicy {
    let document: [UInt8]

    var isPublic: Bool { String(decoding: document, as: UTF8.self).contains("*") }

    func shown() -> [UInt8] { document }
}

struct S3TestCaller: S3Caller {
    let account: AccountID?
    let isRoot: Bool
    let region: String
    let payload: S3Payload
    let gate: S3TestGate

    var arn: String { "arn:aws:iam::\(account?.description ?? ""):user/Bob" }

    func authorize(_ demand: S3Demand) throws(S3Error) {
        let isRefused = gate.state.withLock { state in
            state.demands.append(demand)
            return state.refused.contains(demand.action)
        }
        if isRefused { throw .accessDenied }
        let run = gate.state.withLock { state -> (@Sendable () -> Void)? in
            guard state.interruption?.action == demand.action else { return nil }
            defer { state.interruption = nil }
            return state.interruption?.run
        }
        run?()
    }
}

/// Unwraps `aws-chunked` without looking at signatures.
final class S3TestChunks: S3ChunkDecoder {
    private let held = Mutex<[UInt8]>([])

    func decode(
        _ bytes: Span<UInt8>,
        into output: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error) {
        held.withLock { held in
            for index in bytes.indices { held.append(bytes[index]) }
        }
        while let piece = held.withLock({ Self.takeChunk(&$0) }), !piece.isEmpty {
            try output(piece.span)
        }
    }

    func finish() throws(S3Error) -> [(name: String, value: String)] {
        let text = held.withLock { String(decoding: $0, as: UTF8.self) }
        var lines = text.split(separator: "\r\n").map(String.init)
        guard lines.first == "0" else { throw S3Error("IncompleteBody", 400, "cut") }
        lines.removeFirst()
        return lines.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    /// The next chunk when all of it is there; nil before, and at the last one.
    private static func takeChunk(_ held: inout [UInt8]) -> [UInt8]? {
        guard let end = held.firstIndex(of: 0x0D), held.count > end + 1 else { return nil }
        let head = String(decoding: held[..<end], as: UTF8.self).split(separator: ";")[0]
        guard let size = Int(head, radix: 16), size > 0, held.count >= end + 4 + size else {
            return nil
        }
        let piece = Array(held[(end + 2)..<(end + 2 + size)])
        held.removeFirst(end + 4 + size)
        return piece
    }
}

enum S3TestAccount {
    static let first = AccountID("111122223333")
}
