internal import PolicyLanguage

/// Where a statement stands in the text of its policy, as IAM's simulator counts.
///
/// It begins where a reader stands before it: after the bracket that opens the list, after the
/// statement before it, or, for a statement without list, after its own opening brace. It ends
/// after its closing brace. Lines and columns count from 1, columns in characters.
///
/// - Source: AWS CLI examples, `iam simulate-custom-policy` (columns 38 and 167 of a policy of 167
///   characters on one line); outputs of the live service in ScottLogic/blog, "Automated IAM policy
///   simulator testing" (second statement from 248, where the first ends).
struct StatementPlace: Sendable, Hashable {
    /// A line and a column.
    struct Position: Sendable, Hashable {
        var line: Int
        var column: Int
    }

    var start: Position
    var end: Position

    /// The places of a document's statements, in order; one walk through the text.
    static func places(of document: PolicyDocument, in text: [UInt8]) -> [StatementPlace] {
        var walk = Walk(text: text)
        var places: [StatementPlace] = []
        places.reserveCapacity(document.statements.count)
        for statement in document.statements {
            let start = walk.position(at: beginning(of: statement.range, in: text))
            let end = walk.position(at: statement.range.upperBound)
            places.append(StatementPlace(start: start, end: end))
        }
        return places
    }

    private static func beginning(of range: Range<Int>, in text: [UInt8]) -> Int {
        guard let before = lastInk(before: range.lowerBound, in: text) else { return 0 }
        switch text[before] {
        case 0x5B: return before + 1
        case 0x2C: return (lastInk(before: before, in: text) ?? before) + 1
        default: return range.lowerBound + 1
        }
    }

    /// The last byte before an index that is no white space.
    private static func lastInk(before index: Int, in text: [UInt8]) -> Int? {
        text[..<index].lastIndex { $0 > 0x20 }
    }

    /// Counts lines and columns forward.
    private struct Walk {
        let text: [UInt8]
        var index = 0
        var place = Position(line: 1, column: 1)

        mutating func position(at offset: Int) -> Position {
            while index < offset {
                if text[index] == 0x0A {
                    place.line += 1
                    place.column = 1
                } else if text[index] & 0xC0 != 0x80 {
                    place.column += 1
                }
                index += 1
            }
            return place
        }
    }
}
