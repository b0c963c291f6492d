/// Reads the lines of a model's text; the generator's documentation describes them.
struct ModelReader {
    var tables = ModelTables()
    var line = 0
    var patternIndices: [String: Int] = [:]

    mutating func read(_ text: Span<UInt8>) throws(ModelError) {
        var fields: [String] = []
        var start = 0
        for index in 0..<text.count where text[index] == 0x09 || text[index] == 0x0A {
            fields.append(Self.string(text, start..<index))
            start = index + 1
            guard text[index] == 0x0A else { continue }
            line += 1
            try take(fields)
            fields.removeAll(keepingCapacity: true)
        }
        guard start == text.count else { throw error("the last line is not complete") }
    }

    private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
        let part = text.extracting(range)
        guard let view = try? UTF8Span(validating: part) else { return "" }
        return String(copying: view)
    }

    private mutating func take(_ fields: [String]) throws(ModelError) {
        if line == 1 {
            guard fields[0].hasPrefix("rolecall-model 1 ") else { throw error("unknown format") }
            return
        }
        switch fields[0] {
        case "service": try takeService(fields)
        case "structure": try addShape(.structure, fields, count: 2)
        case "error": try takeError(fields)
        case "member": try takeMember(fields)
        case "operation": try takeOperation(fields)
        case "http": try takeBinding(fields)
        case "list": try takeList(fields)
        case "map": try takeMap(fields)
        case "string": try takeString(fields)
        case "integer": try takeNumber(.integer, fields)
        case "long": try takeNumber(.long, fields)
        case "double": try takeNumber(.double, fields)
        case "boolean": try addShape(.boolean, fields, count: 2)
        case "timestamp": try takeTimestamp(fields)
        case "blob": try takeBlob(fields)
        default: throw error("unknown record \(fields[0])")
        }
    }

    private mutating func takeService(_ fields: [String]) throws(ModelError) {
        try expect(fields, 5)
        guard let kind = ProtocolKind(rawValue: fields[4]) else {
            throw error("unknown protocol \(fields[4])")
        }
        tables.service = fields[1]
        tables.apiVersion = fields[2]
        tables.namespace = fields[3]
        tables.protocolKind = kind
    }

    /// The tables, once all shapes that are referred to are known to be there.
    func finish() throws(ModelError) -> ModelTables {
        let count = tables.shapes.count
        for member in tables.members where member.shape.index >= count {
            throw error("\(member.name) refers to a shape that is not there")
        }
        for operation in tables.operations {
            for shape in [operation.input, operation.output] + operation.errors {
                guard let shape else { continue }
                guard shape.index < count, tables.shapes[shape.index].kind == .structure else {
                    throw error("\(operation.name) refers to a shape that is no structure")
                }
            }
        }
        guard tables.operations.map(\.name) == tables.operations.map(\.name).sorted() else {
            throw error("the operations are not sorted")
        }
        return tables
    }

    func expect(_ fields: [String], _ count: Int) throws(ModelError) {
        guard fields.count >= count else { throw error("\(count) fields were expected") }
    }

    func error(_ message: String) -> ModelError { ModelError(message: message, line: line) }
}
