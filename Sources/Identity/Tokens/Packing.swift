/// Packs text by naming what stood before, or stands in a dictionary of policy words.
///
/// A byte below 128 announces that many bytes and one as they are; one from 128 on is a match of at
/// least four bytes, its distance in the two bytes that follow.
enum Packing {
    private static let longest = 131
    private static let longestRun = 128
    private typealias Match = (length: Int, distance: Int)
    /// The farthest match.
    private static let reach = 65_535

    /// The packed form; a few bytes longer than the input when nothing repeats.
    static func pack(_ input: [UInt8]) -> [UInt8] {
        // Each match of four bytes or more pays for the byte that announces the run before it.
        [UInt8](capacity: input.count + input.count / longestRun + 1) { out in
            pack(input.span, into: &out)
        }
    }

    private static func pack(_ text: Span<UInt8>, into out: inout OutputSpan<UInt8>) {
        let words = dictionary
        let places = dictionaryIndex
        var index = PackingIndex(count: text.count)
        var runStart = 0
        var position = 0
        while position + PackingIndex.least <= text.count {
            index.note(text, before: position)
            let near = index.longestMatch(of: text, at: position, in: text, atMost: longest)
            let far = places.longestMatch(of: text, at: position, in: words.span, atMost: longest)
            let match = choice(
                near: (near.length, position - near.place),
                far: (far.length, words.count - far.place + position)
            )
            guard match.length >= PackingIndex.least else {
                position += 1
                continue
            }
            appendRun(text.extracting(runStart..<position), to: &out)
            out.append(UInt8(128 + match.length - PackingIndex.least))
            out.append(UInt8(match.distance >> 8))
            out.append(UInt8(match.distance & 255))
            position += match.length
            runStart = position
        }
        appendRun(text.extracting(runStart...), to: &out)
    }

    /// The longer match that is not too far; the dictionary lies before the input.
    private static func choice(near: Match, far: Match) -> Match {
        if far.length > near.length, far.distance <= reach { return far }
        return near.distance <= reach ? near : (0, 0)
    }

    /// The dictionary with all its places noted, which costs more than packing a policy.
    private static let dictionaryIndex: PackingIndex = {
        let words = dictionary
        var index = PackingIndex(count: words.count)
        index.note(words.span, before: words.count - PackingIndex.least + 1)
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

    private static func appendRun(_ run: Span<UInt8>, to out: inout OutputSpan<UInt8>) {
        for index in run.indices {
            if index % longestRun == 0 {
                out.append(UInt8(min(run.count - index, longestRun) - 1))
            }
            out.append(run[index])
        }
    }
}
