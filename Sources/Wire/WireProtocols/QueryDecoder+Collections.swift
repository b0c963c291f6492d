import ServiceModel

extension QueryDecoder {
    /// The parameters of one element of a list or map, by the index on the wire.
    private struct Element {
        var index: Int
        var tails: [Tail]
    }

    /// A list in the order of its indices; gaps close.
    func list(_ shape: Shape, _ tails: [Tail], depth: Int) throws(ServiceError) -> [Value] {
        let element = model.members[shape.members.lowerBound]
        let wireName = shape.isFlattened ? nil : element.wireName
        let elementShape = model.shapes[element.shape.index]
        var values: [Value] = []
        for part in try elements(shape, wireName, tails) {
            values.append(try value(elementShape, part.tails, depth: depth + 1))
        }
        return values
    }

    /// A map in the order of its indices; the first of equal keys stays.
    func map(_ shape: Shape, _ tails: [Tail], depth: Int) throws(ServiceError) -> Structure {
        let key = model.members[shape.members.lowerBound]
        let content = model.members[shape.members.lowerBound + 1]
        var seen: Set<String> = []
        var entries: [Structure.Member] = []
        for part in try elements(shape, nil, shape.isFlattened ? tails : entryTails(tails)) {
            let keys = part.tails.compactMap { rest($0, after: key.wireName) }
            let contents = part.tails.compactMap { rest($0, after: content.wireName) }
            guard !keys.isEmpty, !contents.isEmpty,
                case .string(let name) = try scalar(model.shapes[key.shape.index], keys)
            else { throw .malformedInput() }
            guard seen.insert(name).inserted else { continue }
            let value = try value(
                model.shapes[content.shape.index],
                contents,
                depth: depth + 1
            )
            entries.append(Structure.Member(name: name, value: value))
        }
        return Structure(uniqueMembers: entries)
    }

    /// The tails after `entry`, which maps that are not flattened have before the index.
    private func entryTails(_ tails: [Tail]) -> [Tail] {
        tails.compactMap { tail in
            guard !isEnded(tail) else { return tail }
            let segment = segment(tail)
            guard form.bytes[segment].elementsEqual("entry".utf8) else { return nil }
            return Tail(parameter: tail.parameter, start: segment.upperBound + 1)
        }
    }

    /// The tail after a segment with this name; nil when the segment is another one.
    private func rest(_ tail: Tail, after wireName: Range<Int>) -> Tail? {
        guard !isEnded(tail) else { return nil }
        let segment = segment(tail)
        guard isNamed(segment, wireName) else { return nil }
        return Tail(parameter: tail.parameter, start: segment.upperBound + 1)
    }

    /// The elements in numeric order.
    ///
    /// A bare name with an empty value, as clients send for an empty list, adds none.
    private func elements(
        _ shape: Shape,
        _ wireName: Range<Int>?,
        _ tails: [Tail]
    ) throws(ServiceError) -> [Element] {
        var elements: [Element] = []
        for tail in tails {
            if isEnded(tail) {
                try refuseText(tail, at: shape)
                continue
            }
            var tail = tail
            if let wireName {
                guard let after = rest(tail, after: wireName), !isEnded(after) else {
                    throw .malformedInput("Unexpected list element termination")
                }
                tail = after
            }
            let segment = segment(tail)
            guard let index = number(segment) else { throw .malformedInput() }
            tail.start = segment.upperBound + 1
            if elements.last?.index == index {
                elements[elements.count - 1].tails.append(tail)
            } else {
                elements.append(Element(index: index, tails: [tail]))
            }
        }
        return merged(elements)
    }

    /// Sorts elements by index and joins those of the same index, in the order of the wire.
    private func merged(_ elements: [Element]) -> [Element] {
        var isAscending = true
        for index in elements.indices.dropFirst()
        where elements[index - 1].index >= elements[index].index {
            isAscending = false
        }
        if isAscending { return elements }
        let order = elements.indices.sorted {
            (elements[$0].index, $0) < (elements[$1].index, $1)
        }
        var merged: [Element] = []
        for index in order {
            if merged.last?.index == elements[index].index {
                merged[merged.count - 1].tails.append(contentsOf: elements[index].tails)
            } else {
                merged.append(elements[index])
            }
        }
        return merged
    }

    private func number(_ segment: Range<Int>) -> Int? {
        guard (1...Limits.indexDigits).contains(segment.count) else { return nil }
        var value = 0
        for byte in form.bytes[segment] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// Throws when a bare parameter for a list, map or structure has a text.
    func refuseText(_ tail: Tail, at shape: Shape) throws(ServiceError) {
        guard !form.parameters[tail.parameter].value.isEmpty else { return }
        throw .malformedInput(
            shape.kind == .list
                ? "Unexpected list element termination" : "Unexpected complex element termination"
        )
    }
}
