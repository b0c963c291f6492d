extension ModelReader {
    mutating func takeOperation(_ fields: [String]) throws(ModelError) {
        try expect(fields, 6)
        var errors: [ShapeID] = []
        for field in fields.dropFirst(6) {
            guard let shape = try shapeID(field) else { throw error("a shape was expected") }
            errors.append(shape)
        }
        let name = fields[1]
        let wrapper = fields[4].isEmpty ? nil : fields[4]
        let closingWrapper = wrapper.map { "</\($0)>" } ?? ""
        tables.operations.append(
            Operation(
                name: name,
                index: tables.operations.count,
                input: try shapeID(fields[2]),
                output: try shapeID(fields[3]),
                isUnsigned: fields[5] == "1",
                errors: errors,
                resultWrapper: wrapper,
                opening: Array(opening(of: name, wrapper).utf8),
                closing: Array("\(closingWrapper)<ResponseMetadata><RequestId>".utf8),
                ending: Array("</RequestId></ResponseMetadata></\(name)Response>".utf8)
            )
        )
    }

    private func opening(of name: String, _ wrapper: String?) -> String {
        "<\(name)Response xmlns=\"\(tables.namespace)\">" + (wrapper.map { "<\($0)>" } ?? "")
    }

    private func shapeID(_ field: String) throws(ModelError) -> ShapeID? {
        if field.isEmpty { return nil }
        guard let index = Int(field), index >= 0 else { throw error("a shape was expected") }
        return ShapeID(index: index)
    }
}
