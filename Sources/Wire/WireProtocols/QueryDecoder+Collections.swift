import ServiceModel

extension QueryDecoder {
    /// A list in the order of its indices; gaps close.
    mutating func list(
        _ shape: Shape,
        _ own: Range<Int>,
        depth: Int
    ) throws(ServiceError) -> [Value] {
        let elementShape = model.shape(ofMember: shape.members.lowerBound)
        var rest = try elements(of: shape, own)
        var values: [Value] = []
        values.reserveCapacity(rest.count)
        while let (_, element) = nextPart(&rest) {
            values.append(try value(elementShape, element, depth: depth + 1))
        }
        return values
    }

    /// A map in the order of its indices; the first of equal keys stays.
    mutating func map(
        _ shape: Shape,
        _ own: Range<Int>,
        depth: Int
    ) throws(ServiceError) -> Structure {
        let keyShape = model.shape(ofMember: shape.members.lowerBound)
        let contentShape = model.shape(ofMember: shape.members.lowerBound + 1)
        var seen: Set<String> = []
        var entries: [Structure.Member] = []
        var rest = try elements(of: shape, own)
        while let (_, entry) = nextPart(&rest) {
            var halves = keysAndContents(of: shape, entry)
            guard let (_, keys) = nextPart(&halves), let (_, contents) = nextPart(&halves),
                case .string(let name) = try scalar(keyShape, keys)
            else { throw .malformedInput() }
            guard seen.insert(name).inserted else { continue }
            let value = try value(contentShape, contents, depth: depth + 1)
            entries.append(Structure.Member(name: name, value: value))
        }
        return Structure(uniqueMembers: entries)
    }

    /// The tails of a map's entry: first those of the key, then those of the content.
    private mutating func keysAndContents(of shape: Shape, _ entry: Range<Int>) -> Range<Int> {
        var end = entry.lowerBound
        var half = shape.members.lowerBound
        for index in entry {
            var tail = tails[index]
            if step(&tail, to: &half, of: shape) { keep(tail, as: half, at: &end) }
        }
        return ordered(entry.lowerBound..<end)
    }

    /// The tails of a list's or map's elements in numeric order.
    private mutating func elements(
        of shape: Shape,
        _ own: Range<Int>
    ) throws(ServiceError) -> Range<Int> {
        var end = own.lowerBound
        for index in own {
            var tail = tails[index]
            guard try stepToIndex(&tail, of: shape) else { continue }
            guard let index = stepOverIndex(&tail) else { throw .malformedInput() }
            keep(tail, as: index, at: &end)
        }
        return ordered(own.lowerBound..<end)
    }

    /// Steps over what a list or map has before an element's index; false when none follows.
    ///
    /// A bare name with an empty value, as clients send for an empty list, adds no element.
    private func stepToIndex(
        _ tail: inout Tail,
        of shape: Shape
    ) throws(ServiceError) -> Bool {
        if !tail.isEnded, !shape.isFlattened {
            let segment = segment(tail)
            tail.start = segment.upperBound + 1
            if shape.kind == .map {
                guard form.bytes[segment].elementsEqual("entry".utf8) else { return false }
            } else if !isNamed(segment, shape.members.lowerBound) || tail.isEnded {
                throw .malformedInput("Unexpected list element termination")
            }
        }
        guard tail.isEnded else { return true }
        try refuseText(tail, at: shape)
        return false
    }

    /// Steps over the index of an element; nil when none is here.
    private func stepOverIndex(_ tail: inout Tail) -> Int? {
        let segment = segment(tail)
        guard (1...Limits.indexDigits).contains(segment.count) else { return nil }
        var index = 0
        for place in segment {
            let digit = form.bytes[place] &- 0x30
            guard digit < 10 else { return nil }
            index = index * 10 + Int(digit)
        }
        tail.start = segment.upperBound + 1
        return index
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
