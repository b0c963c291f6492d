import ServiceModel

/// Reads values of the model's shapes from a form: `Tags.member.1.Key=…`.
///
/// - Source: botocore, `serialize.py`, `QuerySerializer`, for the names on the wire; third-party
///   probes of live STS, 2026-07, for which of several counts.
struct QueryDecoder {
    let model: Model
    let form: Form

    /// What is left of a parameter's name: the segments from an offset on.
    struct Tail {
        /// Index into `Form.parameters`.
        var parameter: Int
        /// Where the next segment begins in `Form.bytes`; past the name's end when none is left.
        var start: Int
    }

    /// The members of an operation's input.
    func input(_ shape: ShapeID) throws(ServiceError) -> Structure {
        var tails: [Tail] = []
        tails.reserveCapacity(form.parameters.count)
        for index in form.parameters.indices {
            tails.append(Tail(parameter: index, start: form.parameters[index].name.lowerBound))
        }
        return try structure(model.shapes[shape.index], tails, depth: 0)
    }

    /// A value from the parameters that name it or parts of it.
    func value(
        _ shape: Shape,
        _ tails: [Tail],
        depth: Int
    ) throws(ServiceError) -> Value {
        guard depth < Limits.depth else { throw .malformedInput() }
        switch shape.kind {
        case .structure:
            if let bare = tails.first(where: isEnded) { try refuseText(bare, at: shape) }
            return .structure(try structure(shape, tails, depth: depth))
        case .list:
            return .list(try list(shape, tails, depth: depth))
        case .map:
            return .map(try map(shape, tails, depth: depth))
        default:
            return try scalar(shape, tails)
        }
    }

    private func structure(
        _ shape: Shape,
        _ tails: [Tail],
        depth: Int
    ) throws(ServiceError) -> Structure {
        let first = shape.members.lowerBound
        var slots = [Value?](repeating: nil, count: shape.members.count)
        var parts: [[Tail]] = []
        for tail in tails where !isEnded(tail) {
            let segment = segment(tail)
            guard let member = member(in: shape, named: segment) else { continue }
            let rest = Tail(parameter: tail.parameter, start: segment.upperBound + 1)
            let memberShape = model.shapes[model.members[member].shape.index]
            if isEnded(rest), isScalar(memberShape) {
                guard slots[member - first] == nil else { continue }
                slots[member - first] = try parse(memberShape, rest.parameter)
            } else {
                if parts.isEmpty { parts = Array(repeating: [], count: slots.count) }
                parts[member - first].append(rest)
            }
        }
        for index in parts.indices where !parts[index].isEmpty && slots[index] == nil {
            let memberShape = model.shapes[model.members[first + index].shape.index]
            slots[index] = try value(memberShape, parts[index], depth: depth + 1)
        }
        return collect(slots, from: first)
    }

    private func collect(_ slots: [Value?], from first: Int) -> Structure {
        var members: [Structure.Member] = []
        members.reserveCapacity(slots.count)
        for index in slots.indices {
            guard let value = slots[index] else { continue }
            members.append(Structure.Member(name: model.members[first + index].name, value: value))
        }
        return Structure(uniqueMembers: members)
    }

    /// The index of a structure's member by its wire name.
    private func member(in shape: Shape, named segment: Range<Int>) -> Int? {
        for index in shape.members where isNamed(segment, model.members[index].wireName) {
            return index
        }
        return nil
    }

    /// Whether a segment equals a wire name.
    func isNamed(_ segment: Range<Int>, _ wireName: Range<Int>) -> Bool {
        guard segment.count == wireName.count else { return false }
        for offset in 0..<segment.count
        where form.bytes[segment.lowerBound + offset]
            != model.wireNames[wireName.lowerBound + offset]
        {
            return false
        }
        return true
    }

    func isEnded(_ tail: Tail) -> Bool {
        tail.start > form.parameters[tail.parameter].name.upperBound
    }

    /// From a tail's start to the next full stop or the name's end.
    func segment(_ tail: Tail) -> Range<Int> {
        let end = form.parameters[tail.parameter].name.upperBound
        var index = tail.start
        while index < end, form.bytes[index] != 0x2E { index += 1 }
        return tail.start..<index
    }
}
