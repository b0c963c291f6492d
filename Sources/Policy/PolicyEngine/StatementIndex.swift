/// Finds the statements that can match an action on a resource.
///
/// Action patterns without wildcards are found by their hash, patterns with wildcards by the hash
/// of what stands before the first one. The lengths that occur for a service are kept as a set of
/// bits, so that few look-ups are made. Where many statements remain, they are told apart by the
/// beginnings of their resources in the same way.
struct StatementIndex: ~Copyable, Sendable {
    /// What tells the sorts of keys apart.
    enum Sort: UInt64 {
        case exact = 0x9E37_79B9_7F4A_7C15
        case beginning = 0xC2B2_AE3D_27D4_EB4F
        case lengths = 0x1656_67B1_9E37_79F9
        case resource = 0x27D4_EB2F_1656_67C5
    }

    /// Statements with a common action key.
    struct Group: Sendable {
        /// Candidates whatever the resource.
        var always: Slice
        /// The lengths of the resource beginnings of the rest.
        var lengths: UInt128
        /// What the keys of the rest are mixed with.
        var key: UInt64
    }

    /// The longest beginning of an action's name that is told apart; longer ones are found by it.
    static let longestName = 63

    /// Statements that every action must be held against.
    private let universal: Group
    private let groups: SlotTable<Group>
    /// The lengths of the beginnings of action names, by service.
    private let nameLengths: SlotTable<UInt64>
    private let byResource: SlotTable<Slice>
    private let candidates: [UInt32]

    init(
        universal: Group,
        groups: [(key: UInt64, value: Group)],
        nameLengths: [(key: UInt64, value: UInt64)],
        byResource: [(key: UInt64, value: Slice)],
        candidates: [UInt32]
    ) {
        self.universal = universal
        self.groups = SlotTable(groups)
        self.nameLengths = SlotTable(nameLengths)
        self.byResource = SlotTable(byResource)
        self.candidates = candidates
    }

    @inline(__always)
    static func key(_ hash: UInt64, _ sort: Sort) -> UInt64 {
        let product = (hash ^ sort.rawValue) &* 0xFF51_AFD7_ED55_8CCD
        let key = product ^ product >> 33
        return key == 0 ? 1 : key
    }

    /// Holds the statements that can match against a request.
    @inline(__always)
    func evaluate(
        _ layer: PolicyLayer,
        _ request: AuthorizationRequest,
        _ outcome: inout LayerOutcome
    ) {
        visit(universal, layer, request, &outcome)
        guard let whole = request.action.hashes.last else { return }
        if let group = groups[Self.key(whole, .exact)] {
            visit(group, layer, request, &outcome)
        }
        guard var lengths = nameLengths[Self.key(request.action.hashes[0], .lengths)] else {
            return
        }
        while lengths != 0 {
            let length = lengths.trailingZeroBitCount
            lengths &= lengths - 1
            guard length < request.action.hashes.count else { return }
            if let group = groups[Self.key(request.action.hashes[length], .beginning)] {
                visit(group, layer, request, &outcome)
            }
        }
    }

    @inline(__always)
    private func visit(
        _ group: Group,
        _ layer: PolicyLayer,
        _ request: AuthorizationRequest,
        _ outcome: inout LayerOutcome
    ) {
        visit(group.always, layer, request, &outcome)
        guard group.lengths != 0 else { return }
        visitByResource(group, layer, request, &outcome)
    }

    @inline(never)
    private func visitByResource(
        _ group: Group,
        _ layer: PolicyLayer,
        _ request: AuthorizationRequest,
        _ outcome: inout LayerOutcome
    ) {
        let text = request.resource.bytes.span
        var hash = BeginningHash()
        var lengths = group.lengths
        while lengths != 0 {
            let length = lengths.trailingZeroBitCount
            lengths &= lengths - 1
            guard length <= text.count else { return }
            let key = Self.key(hash.hash(text, length: length) ^ group.key, .resource)
            if let slice = byResource[key] { visit(slice, layer, request, &outcome) }
        }
    }

    private func visit(
        _ slice: Slice,
        _ layer: PolicyLayer,
        _ request: AuthorizationRequest,
        _ outcome: inout LayerOutcome
    ) {
        for position in slice.range {
            layer.consider(Int(candidates[position]), request, &outcome)
        }
    }
}
