import Markup

/// Reads arbitrary bytes as JSON; what is read must print to the same values.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard let document = try? JSONDocument(parsing: bytes) else { return 0 }
    var writer = JSONWriter()
    write(document.root, to: &writer)
    guard let again = try? JSONDocument(parsing: writer.bytes) else {
        preconditionFailure("what the writer writes must be JSON")
    }
    var second = JSONWriter()
    write(again.root, to: &second)
    precondition(second.bytes == writer.bytes, "printing must be stable")
    return 0
}

func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .null: writer.null()
    case .boolean: writer.boolean(value.boolean == true)
    case .number: writer.raw(value.number ?? "")
    case .string: writer.string(value.string ?? "")
    case .array:
        writer.beginArray()
        for element in value.elements { write(element, to: &writer) }
        writer.endArray()
    case .object:
        writer.beginObject()
        for (key, member) in value.members {
            writer.key(key.string ?? "")
            write(member, to: &writer)
        }
        writer.endObject()
    }
}
