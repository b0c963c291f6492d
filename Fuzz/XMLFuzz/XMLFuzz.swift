import Markup

/// Reads bytes as a document; what was read must come back when it is written.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer passes `size` readable bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard let root = try? XMLReader.read(bytes) else { return 0 }
    var writer = XMLWriter()
    write(root, into: &writer)
    let limits = XMLLimits(length: .max, depth: 17, elements: 100_000, attributes: 16)
    precondition((try? XMLReader.read(writer.bytes, limits: limits)) == root)
    return 0
}

private func write(_ element: XMLElement, into writer: inout XMLWriter) {
    writer.append("<\(element.name)")
    for attribute in element.attributes { writer.attribute(attribute.name, attribute.value) }
    writer.append(">")
    writer.text(element.text)
    for child in element.children { write(child, into: &writer) }
    writer.close(element.name)
}
