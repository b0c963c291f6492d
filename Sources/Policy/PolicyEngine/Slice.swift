/// A run of elements in a flat array.
struct Slice: Sendable {
    var start: UInt32
    var count: UInt32

    init(_ start: Int, _ count: Int) {
        self.start = UInt32(start)
        self.count = UInt32(count)
    }

    static let empty = Slice(0, 0)

    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
