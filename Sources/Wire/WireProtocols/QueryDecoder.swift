import ServiceModel

/// Reads values of the model's shapes from a form: `Tags.member.1.Key=…`.
///
/// - Source: botocore, `serialize.py`, `QuerySerializer`, for the names on the wire; third-party
///   probes of live STS, 2026-07, for which of several counts.
struct QueryDecoder {
    let model: Model
    let form: Form
    private let wireNames: [UInt8]
    /// What is left of all names; a value has a range of them, which it orders by its own parts.
    private(set) var tails: [Tail] = []
    /// The members of the structures that are being read, those of the innermost last.
    private var slots: [Value?] = []

    /// What is left of a parameter's name: the segments from an offset on.
    struct Tail {
        /// Index into `Form.parameters`.
        let parameter: Int
        /// Where the next segment begins in `Form.bytes`; past the name's end when none is left.
        var start: Int
        /// Where the name ends.
        let end: Int
        /// The member or the element that the last segment named.
        var part = 0

        /// Whether no segment is left.
        var isEnded: Bool { start > end }
    }

    init(model: Model, form: Form) {
        self.model = model
        self.form = form
        wireNames = model.wireNames
    }

    /// The members of an operation's input.
    mutating func input(_ shape: ShapeID) throws(ServiceError) -> Structure {
        tails.reserveCapacity(form.parameters.count)
        slots.reserveCapacity(32)
        for index in form.parameters.indices {
            let name = form.parameters[index].name
            tails.append(Tail(parameter: index, start: name.lowerBound, end: name.upperBound))
        }
        return try structure(model.shapes[shape.index], tails.indices, depth: 0)
    }

    /// A value from the parameters that name it or parts of it.
    mutating func value(
        _ shape: Shape,
        _ own: Range<Int>,
        depth: Int
    ) throws(ServiceError) -> Value {
        guard depth < Limits.depth else { throw .malformedInput() }
        switch shape.kind {
        case .structure:
            if let bare = firstEnded(own) { try refuseText(bare, at: shape) }
            return .structure(try structure(shape, own, depth: depth))
        case .list:
            return .list(try list(shape, own, depth: depth))
        case .map:
            return .map(try map(shape, own, depth: depth))
        default:
            return try scalar(shape, own)
        }
    }

    private mutating func structure(
        _ shape: Shape,
        _ own: Range<Int>,
        depth: Int
    ) throws(ServiceError) -> Structure {
        let base = slots.count - shape.members.lowerBound
        for _ in shape.members { slots.append(nil) }
        var end = own.lowerBound
        var member = shape.members.lowerBound
        for index in own {
            var tail = tails[index]
            guard step(&tail, to: &member, of: shape) else { continue }
            let kind = model.shape(ofMember: member).kind
            if tail.isEnded, isScalar(kind) {
                guard slots[base + member] == nil else { continue }
                slots[base + member] = try parse(kind, tail.parameter)
            } else {
                keep(tail, as: member, at: &end)
            }
        }
        var rest = ordered(own.lowerBound..<end)
        while let (member, part) = nextPart(&rest) {
            guard slots[base + member] == nil else { continue }
            slots[base + member] = try value(model.shape(ofMember: member), part, depth: depth + 1)
        }
        return collect(shape)
    }

    /// Takes the members of the innermost structure from their slots.
    private mutating func collect(_ shape: Shape) -> Structure {
        let base = slots.count - shape.members.count
        var members: [Structure.Member] = []
        members.reserveCapacity(shape.members.count)
        for index in shape.members {
            guard let value = slots[base + index - shape.members.lowerBound].take() else {
                continue
            }
            members.append(Structure.Member(name: model.members[index].name, value: value))
        }
        for _ in shape.members { slots.removeLast() }
        return Structure(uniqueMembers: members)
    }

    // MARK: Parts

    /// Notes that a tail belongs to a part, in place of tails that have been seen.
    mutating func keep(_ tail: Tail, as part: Int, at end: inout Int) {
        tails[end] = tail
        tails[end].part = part
        end += 1
    }

    /// Orders a range of tails by their parts, those of one part as on the wire.
    mutating func ordered(_ range: Range<Int>) -> Range<Int> {
        for index in range.dropFirst() where tails[index - 1].part > tails[index].part {
            tails[range].sort { ($0.part, $0.parameter) < ($1.part, $1.parameter) }
            break
        }
        return range
    }

    /// Takes the tails of the first part from an ordered range.
    func nextPart(_ rest: inout Range<Int>) -> (part: Int, tails: Range<Int>)? {
        guard let first = rest.first else { return nil }
        let part = tails[first].part
        var end = first + 1
        while end < rest.upperBound, tails[end].part == part { end += 1 }
        rest = end..<rest.upperBound
        return (part, first..<end)
    }

    // MARK: Segments

    /// Steps over the wire name of any member of a shape and tells which; false when none is here.
    ///
    /// Looks first from the last one on: clients write members in the model's order.
    func step(_ tail: inout Tail, to member: inout Int, of shape: Shape) -> Bool {
        guard !tail.isEnded else { return false }
        let segment = segment(tail)
        let last = member
        for index in last..<shape.members.upperBound where isNamed(segment, index) {
            member = index
            tail.start = segment.upperBound + 1
            return true
        }
        for index in shape.members.lowerBound..<last where isNamed(segment, index) {
            member = index
            tail.start = segment.upperBound + 1
            return true
        }
        return false
    }

    /// Whether a segment is the wire name of a member.
    func isNamed(_ segment: Range<Int>, _ member: Int) -> Bool {
        let wireName = model.members[member].wireName
        guard segment.count == wireName.count else { return false }
        let name = wireNames.span.extracting(wireName)
        let bytes = form.bytes.span.extracting(segment)
        for index in name.indices where bytes[index] != name[index] { return false }
        return true
    }

    /// From a tail's start to the next full stop or the name's end.
    func segment(_ tail: Tail) -> Range<Int> {
        let rest = form.bytes.span.extracting(tail.start..<tail.end)
        for index in rest.indices where rest[index] == 0x2E {
            return tail.start..<tail.start + index
        }
        return tail.start..<tail.end
    }

    /// The first of the parameters that name the value itself.
    func firstEnded(_ own: Range<Int>) -> Tail? {
        for index in own where tails[index].isEnded { return tails[index] }
        return nil
    }
}
