/// Packs text by naming what stood before, or stands in a dictionary of policy words.
///
/// A byte below 128 announces that many bytes and one as they are; one from 128 on is a match of at
/// least four bytes, its distance in the two bytes that follow.
enum Packing {
    private static let longest = 131
    private static let longestRun = 128

    /// The packed form; a few bytes longer than the input when nothing repeats.
    static func pack(_ input: [UInt8]) -> [UInt8] {
        var window = dictionaryWindow
        window.append(input)
        var out: [UInt8] = []
        out.reserveCapacity(input.count / 2)
        var runStart = dictionary.count
        var position = runStart
        while position < window.bytes.count {
            let match = window.longestMatch(at: position, atMost: longest)
            guard match.length >= PackingWindow.least else {
                window.note(position)
                position += 1
                continue
            }
            appendRun(window.bytes[runStart..<position], to: &out)
            out.append(UInt8(128 + match.length - PackingWindow.least))
            out.append(UInt8(match.distance >> 8))
            out.append(UInt8(match.distance & 255))
            for place in position..<position + match.length { window.note(place) }
            position += match.length
            runStart = position
        }
        appendRun(window.bytes[runStart...], to: &out)
        return out
    }

    /// The dictionary with all its places noted, which costs more than packing a policy.
    private static let dictionaryWindow: PackingWindow = {
        var window = PackingWindow(dictionary)
        for position in dictionary.indices { window.note(position) }
        return window
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
                let length = control - 128 + PackingWindow.least
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
