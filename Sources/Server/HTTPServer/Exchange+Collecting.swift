internal import HTTPMessage

extension Exchange {
    /// Gathers the next bytes of a body.
    ///
    /// - Returns: The answer to refuse them with: 413 past the limit, 503 when the bodies of all
    ///   connections together fill the memory that is set aside for them.
    func gather(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into gathered: inout [UInt8],
        limit: Int
    ) -> Response? {
        let needed = gathered.count + bytes.count
        guard needed <= limit else { return Response(status: 413) }
        guard hasRoom(for: needed, limit: limit) else { return Response(status: 503) }
        gathered.reserveCapacity(held)
        unsafe gathered.append(contentsOf: bytes)
        return nil
    }

    /// Takes so many bytes of the budget, or twice what is held, so that a body seldom moves.
    func hasRoom(for needed: Int, limit: Int) -> Bool {
        guard needed > held else { return true }
        let wanted = min(max(needed, 2 * held), limit)
        guard budget.take(wanted - held) else { return false }
        held = wanted
        return true
    }

    /// Gives the body's share of the budget back; nothing happens when that has been done.
    func giveBack() {
        guard held > 0 else { return }
        budget.giveBack(held)
        held = 0
    }
}
