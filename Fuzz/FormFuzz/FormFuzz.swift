import ServiceModel
import WireProtocols

private let wires: [QueryProtocol] = [
    try? Model.iam(), try? Model.sts(), try? Model.ec2(), try? Model.rolecall(),
].compactMap { $0 }.map(QueryProtocol.init)

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
    return 0
}
