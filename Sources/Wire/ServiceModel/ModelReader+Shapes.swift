extension ModelReader {
    /// Adds a shape whose members start here.
    mutating func addShape(
        _ kind: Shape.Kind,
        _ fields: [String],
        count: Int
    ) throws(ModelError) {
        try expect(fields, count)
        var shape = Shape(kind: kind)
        shape.members = tables.members.count..<tables.members.count
        tables.shapes.append(shape)
        tables.shapeNames.append(fields[1])
    }

    mutating func takeError(_ fields: [String]) throws(ModelError) {
        try addShape(.structure, fields, count: 5)
        guard let status = Int(fields[3]) else { throw error("a status was expected") }
        tables.errors[fields[1]] = ErrorShape(
            code: fields[2],
            status: status,
            fault: fields[4] == "sender" ? .sender : .receiver
        )
    }

    mutating func takeMember(_ fields: [String]) throws(ModelError) {
        try expect(fields, 5)
        guard tables.shapes.last?.kind == .structure else { throw error("no structure above") }
        try addMember(
            fields[1],
            shape: fields[2],
            isRequired: fields[3] == "1",
            wireName: fields[4],
            location: fields.count > 5 ? fields[5] : ""
        )
    }

    mutating func takeString(_ fields: [String]) throws(ModelError) {
        try addShape(.string, fields, count: 6)
        try constrainLast(fields[2], fields[3])
        let first = tables.enumerationValues.count
        tables.enumerationValues.append(contentsOf: fields.dropFirst(6))
        let pattern = try patternIndex(fields[5])
        changeLast { shape in
            shape.isSensitive = fields[4] == "1"
            shape.pattern = pattern
            shape.enumeration = first..<first + fields.count - 6
        }
    }

    mutating func takeNumber(_ kind: Shape.Kind, _ fields: [String]) throws(ModelError) {
        try addShape(kind, fields, count: 4)
        try constrainLast(fields[2], fields[3])
    }

    mutating func takeTimestamp(_ fields: [String]) throws(ModelError) {
        try addShape(.timestamp, fields, count: 3)
        guard let form = TimestampForm(rawValue: fields[2]) else {
            throw error("unknown timestamp format")
        }
        changeLast { $0.timestampForm = form }
    }

    mutating func takeBlob(_ fields: [String]) throws(ModelError) {
        try addShape(.blob, fields, count: 5)
        try constrainLast(fields[2], fields[3])
        changeLast { $0.isSensitive = fields[4] == "1" }
    }

    mutating func takeList(_ fields: [String]) throws(ModelError) {
        try addShape(.list, fields, count: 7)
        try constrainLast(fields[2], fields[3])
        changeLast { $0.isFlattened = fields[4] == "1" }
        try addMember("member", shape: fields[5], isRequired: true, wireName: fields[6])
    }

    mutating func takeMap(_ fields: [String]) throws(ModelError) {
        try addShape(.map, fields, count: 9)
        try constrainLast(fields[2], fields[3])
        changeLast { $0.isFlattened = fields[4] == "1" }
        try addMember("key", shape: fields[5], isRequired: true, wireName: fields[6])
        try addMember("value", shape: fields[7], isRequired: true, wireName: fields[8])
    }

    private mutating func constrainLast(
        _ minimum: String,
        _ maximum: String
    ) throws(ModelError) {
        let limits = (minimum: Int64(minimum), maximum: Int64(maximum))
        guard limits.minimum != nil || minimum.isEmpty, limits.maximum != nil || maximum.isEmpty
        else { throw error("a number was expected") }
        changeLast { shape in
            shape.minimum = limits.minimum ?? .min
            shape.maximum = limits.maximum ?? .max
        }
    }

    private mutating func addMember(
        _ name: String,
        shape: String,
        isRequired: Bool,
        wireName: String,
        location: String = ""
    ) throws(ModelError) {
        guard let location = MemberLocation(rawValue: location) else {
            throw error("unknown location \(location)")
        }
        guard let index = Int(shape), index >= 0 else { throw error("a shape was expected") }
        let start = tables.wireNames.count
        tables.wireNames.append(contentsOf: (wireName.isEmpty ? name : wireName).utf8)
        tables.members.append(
            ModelMember(
                name: name,
                messageName: name.prefix(1).lowercased() + name.dropFirst(),
                shape: ShapeID(index: index),
                isRequired: isRequired,
                wireName: start..<tables.wireNames.count,
                location: location
            )
        )
        changeLast { $0.members = $0.members.lowerBound..<$0.members.upperBound + 1 }
    }

    private mutating func patternIndex(_ text: String) throws(ModelError) -> Int {
        if text.isEmpty { return -1 }
        if let known = patternIndices[text] { return known }
        guard let pattern = Pattern(text) else { throw error("pattern \(text) is not supported") }
        let index = tables.patterns.count
        tables.patterns.append(pattern)
        patternIndices[text] = index
        return index
    }

    private mutating func changeLast(_ change: (inout Shape) -> Void) {
        change(&tables.shapes[tables.shapes.count - 1])
    }
}
