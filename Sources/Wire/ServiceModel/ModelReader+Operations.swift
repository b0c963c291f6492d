extension ModelReader {
    mutating func takeOperation(_ fields: [String]) throws(ModelError) {
        try expect(fields, 6)
        var errors: [ShapeID] = []
        for field in fields.dropFirst(6) {
            guard let shape = try shapeID(field) else { throw error("a shape was expected") }
            errors.append(shape)
        }
        tables.operations.append(
            Operation(
                name: fields[1],
                index: tables.operations.count,
                input: try shapeID(fields[2]),
                output: try shapeID(fields[3]),
                isUnsigned: fields[5] == "1",
                errors: errors,
                resultWrapper: fields[4].isEmpty ? nil : fields[4]
            )
        )
    }

    /// Adds what tells the method and the path to the operation above.
    mutating func takeBinding(_ fields: [String]) throws(ModelError) {
        try expect(fields, 4)
        guard let status = Int(fields[3]) else { throw error("a status was expected") }
        guard let last = tables.operations.indices.last else { throw error("no operation above") }
        tables.operations[last].http = HTTPBinding(
            method: fields[1],
            template: fields[2],
            status: status
        )
    }

    private func shapeID(_ field: String) throws(ModelError) -> ShapeID? {
        if field.isEmpty { return nil }
        guard let index = Int(field), index >= 0 else { throw error("a shape was expected") }
        return ShapeID(index: index)
    }
}
