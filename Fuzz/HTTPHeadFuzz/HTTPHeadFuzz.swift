import HTTPMessage
import HTTPServer

/// Reads arbitrary bytes as a request head, and holds the guard to what it promises.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: the fuzzer hands out `size` bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    _ = HeadGuard.read(bytes, isCut: true)
    let (status, head) = HeadGuard.read(bytes)
    guard let head else {
        precondition([400, 417, 431, 501, 505].contains(status))
        return 0
    }
    precondition(status == 0)
    expectSound(head)
    expectSameWhenCut(head)
    return 0
}

/// No part holds a byte that could end it early, and the lines end where the head does.
private func expectSound(_ head: RequestHead) {
    precondition(!head.method.isEmpty && !head.path.isEmpty)
    for range in [head.method, head.path, head.query] {
        precondition(head.bytes[range].allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }
    for field in head.fields {
        precondition(!field.name.isEmpty)
        precondition(head.bytes[field.name].allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A })
        precondition(head.bytes[field.value].allSatisfy { $0 >= 0x20 || $0 == 9 })
    }
    guard let first = head.bytes.firstIndex(of: 10) else { preconditionFailure("no line") }
    let lines = Array(head.bytes[(first + 1)...])
    precondition(HeadGuard.lookAtLines(lines) == lines.count)
    let framings = head.fields.filter {
        head.hasName($0, "content-length") || head.hasName($0, "transfer-encoding")
    }
    precondition(framings.count <= 1)
}

/// The library's cut copy is read to the same parts.
private func expectSameWhenCut(_ head: RequestHead) {
    var cut = head.bytes
    cut[head.method.upperBound] = 0
    guard let end = cut.firstIndex(of: 13) else { preconditionFailure("no line end") }
    cut[end - 9] = 0
    for field in head.fields { cut[field.name.upperBound] = 0 }
    for index in cut.indices where cut[index] == 13 || cut[index] == 10 { cut[index] = 0 }
    let (status, again) = HeadGuard.read(cut, isCut: true)
    guard status == 0, let again else { preconditionFailure("refused when cut: \(status)") }
    precondition(again.method == head.method && again.path == head.path)
    precondition(again.query == head.query && again.fields.count == head.fields.count)
    for (one, other) in zip(again.fields, head.fields) {
        precondition(one.name == other.name && one.value == other.value)
    }
}
