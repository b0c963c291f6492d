/// Packs text by naming what stood before, or stands in a dictionary of policy words.
///
/// A byte below 128 announces that many bytes and one as they are; one from 128 on is a match of at
/// least four bytes, its distance in the two bytes that follow.
enum Packing {
    private static let least = 4
    private static let longest = 131
    private static let longestRun = 128
    private static let reach = 65_535
    /// How many earlier places with the same four bytes are tried.
    private static let candidates = 32

    /// The packed form; a few bytes longer than the input when nothing repeats.
    static func pack(_ input: [UInt8]) -> [UInt8] {
        let window = dictionary + input
        var earlier: [UInt32: [Int]] = [:]
        func note(_ position: Int) {
            guard position + least <= window.count else { return }
            earlier[word(window, position), default: []].append(position)
        }
        for position in dictionary.indices { note(position) }
        var out: [UInt8] = []
        var runStart = dictionary.count
        var position = runStart
        while position < window.count {
            let match = match(window, position, earlier)
            guard match.length >= least else {
                note(position)
                position += 1
                continue
            }
            appendRun(window[runStart..<position], to: &out)
            out.append(UInt8(128 + match.length - least))
            out.append(UInt8(match.distance >> 8))
            out.append(UInt8(match.distance & 255))
            for _ in 0..<match.length {
                note(position)
                position += 1
            }
            runStart = position
        }
        appendRun(window[runStart...], to: &out)
        return out
    }

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
                let length = control - 128 + least
                guard distance > 0, distance <= out.count, out.count + length <= limit else {
                    return nil
                }
                for _ in 0..<length { out.append(out[out.count - distance]) }
                position += 2
            }
        }
        return Array(out[dictionary.count...])
    }

    private static func word(_ bytes: [UInt8], _ position: Int) -> UInt32 {
        UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
            | UInt32(bytes[position + 2]) << 16 | UInt32(bytes[position + 3]) << 24
    }

    private static func match(
        _ window: [UInt8],
        _ position: Int,
        _ earlier: [UInt32: [Int]]
    ) -> (length: Int, distance: Int) {
        guard position + least <= window.count, let places = earlier[word(window, position)] else {
            return (0, 0)
        }
        var best = (length: 0, distance: 0)
        let most = min(longest, window.count - position)
        for place in places.suffix(candidates).reversed() where position - place <= reach {
            var length = least
            while length < most, window[place + length] == window[position + length] {
                length += 1
            }
            if length > best.length { best = (length, position - place) }
        }
        return best
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
