internal import Base
private import Assets

/// The embedded managed policies of AWS, and how rows are read from them.
///
/// Nothing is unpacked at start: a row becomes a value, and a document a text, when it is asked for.
/// `Scripts/generate-managed-policies.py` tells the layout.
enum ManagedPolicyBlob {
    private struct Header {
        var policies = 0
        var policyRows = 0
        var paths = 0
        var pathRows = 0
        var pieceRows = 0
        var texts = 0
        var documents = 0
    }

    /// The bytes of a policy's row.
    private static let rowSize = 48

    private static let header: Header = {
        precondition(
            word(0) == 0x504D_4352 && word(4) == 1,
            "the managed policies' format is not ours"
        )
        return Header(
            policies: word(8),
            policyRows: word(12),
            paths: word(16),
            pathRows: word(20),
            pieceRows: word(28),
            texts: word(32),
            documents: word(36)
        )
    }()

    private static var bytes: Span<UInt8> {
        @_lifetime(immortal)
        get { Assets.bytes(.managedPolicies) }
    }

    /// How many policies there are.
    static var count: Int { header.policies }

    /// The first policy whose name is not less than the given one, without regard to case.
    static func index(notBefore name: String) -> Int {
        let wanted = Array(name.utf8)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if compare(nameRange(middle), wanted) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The policy with the name, without regard to case.
    static func index(named name: String) -> Int? {
        let index = index(notBefore: name)
        guard index < count, compare(nameRange(index), Array(name.utf8)) == 0 else { return nil }
        return index
    }

    /// The policy of a row.
    static func policy(_ index: Int) -> ManagedPolicy {
        let row = row(index)
        let version = word(row + 8)
        return ManagedPolicy(
            name: text(nameRange(index)),
            path: path(pathIndex(index)),
            id: text(row + 24..<row + 45),
            createDate: Timestamp(seconds: Int64(word(row + 12))),
            updateDate: Timestamp(seconds: Int64(word(row + 16))),
            defaultVersion: version,
            lastVersion: version
        )
    }

    /// The document of a row's default version.
    static func document(_ index: Int) -> String {
        let bytes = bytes
        var out: [UInt8] = []
        var position = header.documents + word(row(index) + 20)
        while true {
            var piece = 0
            var shift = 0
            while bytes[position] >= 0x80 {
                piece |= Int(bytes[position] & 0x7F) << shift
                shift += 7
                position += 1
            }
            piece |= Int(bytes[position]) << shift
            position += 1
            guard piece > 0 else { break }
            let start = header.pieceRows + 4 * (piece - 1)
            for place in header.texts + word(start)..<header.texts + word(start + 4) {
                out.append(bytes[place])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The paths that start with a prefix, as bits by their numbers.
    static func paths(startingWith prefix: String) -> UInt64 {
        var mask: UInt64 = 0
        for number in 0..<header.paths where path(number).utf8.starts(with: prefix.utf8) {
            mask |= 1 << UInt64(number)
        }
        return mask
    }

    /// The number of a row's path.
    static func pathIndex(_ index: Int) -> Int { Int(bytes[row(index) + 6]) }

    private static func path(_ number: Int) -> String {
        let row = header.pathRows + 8 * number
        let start = header.texts + word(row)
        return text(start..<start + word(row + 4))
    }

    private static func row(_ index: Int) -> Int { header.policyRows + rowSize * index }

    private static func nameRange(_ index: Int) -> Range<Int> {
        let row = row(index)
        let start = header.texts + word(row)
        return start..<start + (word(row + 4) & 0xFFFF)
    }

    private static func word(_ offset: Int) -> Int {
        let bytes = bytes
        var value = 0
        for index in 0..<4 { value |= Int(bytes[offset + index]) << (8 * index) }
        return value
    }

    private static func text(_ range: Range<Int>) -> String {
        let bytes = bytes
        return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }

    private static func compare(_ name: Range<Int>, _ wanted: [UInt8]) -> Int {
        let bytes = bytes
        var position = name.lowerBound
        for byte in wanted {
            guard position < name.upperBound else { return -1 }
            let difference = Int(lowercase(bytes[position])) - Int(lowercase(byte))
            guard difference == 0 else { return difference }
            position += 1
        }
        return position < name.upperBound ? 1 : 0
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
