import PolicyLanguage

/// A part of a pattern, variables resolved.
enum Piece: Hashable {
    /// This character.
    case literal(Unicode.Scalar)
    /// `?`: any one character.
    case one
    /// `*`: any number of characters.
    case many

    /// The pieces of a text in which `*` and `?` are wildcards and nothing is a variable.
    static func wildcards(in text: String) -> [Piece] {
        text.unicodeScalars.map(wildcard)
    }

    static func wildcard(_ scalar: Unicode.Scalar) -> Piece {
        switch scalar {
        case "*": .many
        case "?": .one
        default: .literal(scalar)
        }
    }

    static func literals(in text: some StringProtocol) -> [Piece] {
        text.unicodeScalars.map(Piece.literal)
    }
}

/// Whether the whole text fits the pattern; a table of which prefixes fit which.
func matchesGlob(_ pattern: [Piece], _ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    // fits[j]: the pattern read so far fits the first j characters.
    var fits = [true] + [Bool](repeating: false, count: scalars.count)
    for piece in pattern {
        var next = [Bool](repeating: false, count: scalars.count + 1)
        for length in 0...scalars.count {
            switch piece {
            case .many: next[length] = fits[length] || (length > 0 && next[length - 1])
            case .one: next[length] = length > 0 && fits[length - 1]
            case .literal(let scalar):
                next[length] = length > 0 && fits[length - 1] && scalars[length - 1] == scalar
            }
        }
        fits = next
    }
    return fits[scalars.count]
}
