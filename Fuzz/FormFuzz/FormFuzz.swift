import ServiceModel
import WireProtocols

private let wires: [QueryProtocol] = [
    try? Model.iam(), try? Model.sts(), try? Model.ec2(), try? Model.rolecall(),
].compactMap { $0 }.map(QueryProtocol.init)

private let restWires: [RestProtocol] = [
    try? Model.eks(), try? Model.eksAuth(), try? Model.rolesAnywhere(),
]
.compactMap { $0 }.map(RestProtocol.init)

/// Decodes method, path, query and body, a line each, the body all that is left.
private func fuzzRest(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return }
    let query = Array(parts[2])
    for wire in restWires {
        do {
            let call = try wire.call(method: parts[0], path: parts[1])
            let input = try wire.decode(call, query: query.span, body: Array(parts[3]))
            if let shape = call.operation.input { try wire.model.validate(input, as: shape) }
        } catch {
            precondition(!wire.failure(error).body.isEmpty)
        }
    }
}

/// Decodes bytes as a form for the operation they name, or for one that their length picks, and
/// encodes what they are refused with.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer passes `size` readable bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    for wire in wires {
        do {
            let form = try Form(bytes)
            let named = try? wire.operation(form)
            let operation = named ?? wire.model.operations[size % wire.model.operations.count]
            let input = try wire.decode(form, for: operation)
            if let shape = operation.input { try wire.model.validate(input, as: shape) }
        } catch {
            precondition(!wire.failure(error, requestID: "r").body.isEmpty)
        }
    }
    fuzzRest(bytes)
    return 0
}
