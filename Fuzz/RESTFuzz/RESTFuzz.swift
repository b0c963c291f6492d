import ServiceModel
import WireProtocols

private let wires = [try? Model.eks()].compactMap { $0 }.map(RESTJSONProtocol.init)

/// Takes the first line as method, path and query, and the rest as a body: decodes both for the
/// operation that they name, or encodes what they are refused with.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer passes `size` readable bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    let line = bytes.prefix { $0 != 0x0A }
    let body = Array(bytes.dropFirst(line.count + 1))
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 3 else { return 0 }
    let query = Array(words[2].utf8)
    for wire in wires {
        do {
            let target = RESTJSONProtocol.Target(method: words[0], path: words[1])
            let (operation, labels) = try wire.operation(target)
            let form = try Form(query)
            _ = try wire.input(of: operation, labels: labels, query: form, body: body)
        } catch { precondition(!wire.failure(error).body.isEmpty) }
    }
    return 0
}
