/// Packs text by naming what stood before, or stands in a dictionary of policy words.
///
/// A byte below 128 announces that many bytes and one as they are; one from 128 on is a match of at
/// least four bytes, its distance in the two bytes that follow.
enum Packing {
    private static let longest = 131
    private static let longestRun = 128
    /// The farthest match.
    private static let reach = 65_535

    /// The packed form; a few bytes longer than the input when nothing repeats.
    static func pack(_ input: [UInt8]) -> [UInt8] {
        var index = PackingIndex(input)
        var out: [UInt8] = []
        out.reserveCapacity(input.count)
        var runStart = 0
        var position = 0
        while let hash = PackingIndex.hash(input.span, position) {
            let match = longestMatch(index, input.span, at: position, hash)
            index.note(position, hash)
            guard match.length >= PackingIndex.least else {
                position += 1
                continue
            }
            appendRun(input[runStart..<position], to: &out)
            out.append(UInt8(128 + match.length - PackingIndex.least))
            out.append(UInt8(match.distance >> 8))
            out.append(UInt8(match.distance & 255))
            runStart = position + match.length
            position += 1
            while position < runStart, let hash = PackingIndex.hash(input.span, position) {
                index.note(position, hash)
                position += 1
            }
            position = runStart
        }
        appendRun(input[runStart...], to: &out)
        return out
    }

    /// The longest match of what stands at a place, in the input before it or in the dictionary, which
    /// lies before the input.
    private static func longestMatch(
        _ index: PackingIndex,
        _ input: Span<UInt8>,
        at position: Int,
        _ hash: Int
    ) -> (length: Int, distance: Int) {
        let near = index.longestMatch(of: input, at: position, hash, atMost: longest)
        let far = dictionaryIndex.longestMatch(of: input, at: position, hash, atMost: longest)
        let distances = (
            near: position - near.place,
            far: dictionary.count - far.place + position
        )
        if far.length > near.length, distances.far <= reach { return (far.length, distances.far) }
        return distances.near <= reach ? (near.length, distances.near) : (0, 0)
    }

    /// The dictionary with all its places noted, which costs more than packing a policy.
    private static let dictionaryIndex: PackingIndex = {
        var index = PackingIndex(dictionary)
        let words = dictionary
        var place = 0
        while let hash = PackingIndex.hash(words.span, place) {
            index.note(place, hash)
            place += 1
        }
        return index
    }()

    /// What was packed; nil when the bytes are not a packed form, or unpack to more than the limit.
    static func unpack(_ packed: [UInt8], limit: Int) -> [UInt8]? {
        var out = dictionary
        let limit = limit + dictionary.count
        var position = 0
        while position < packed.count {
            let control = Int(packed[position])
            position += 1
            if control < 128 {
                guard position + control < packed.count, out.count + control < limit else {
                    return nil
                }
                out.append(contentsOf: packed[position...position + control])
                position += control + 1
            } else {
                guard position + 2 <= packed.count else { return nil }
                let distance = Int(packed[position]) << 8 | Int(packed[position + 1])
                let length = control - 128 + PackingIndex.least
                guard distance > 0, distance <= out.count, out.count + length <= limit else {
                    return nil
                }
                for _ in 0..<length { out.append(out[out.count - distance]) }
                position += 2
            }
        }
        return Array(out[dictionary.count...])
    }

    private static func appendRun(_ run: ArraySlice<UInt8>, to out: inout [UInt8]) {
        var rest = run
        while !rest.isEmpty {
            let piece = rest.prefix(longestRun)
            out.append(UInt8(piece.count - 1))
            out.append(contentsOf: piece)
            rest = rest.dropFirst(longestRun)
        }
    }
}
