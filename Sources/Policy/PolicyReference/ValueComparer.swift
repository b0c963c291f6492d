import Base
import PolicyLanguage

/// Compares one value of a policy with one value of a request.
///
/// Where a value cannot be read as the operator's type, it does not match.
struct ValueComparer {
    let context: [ContextEntry]
    let version: PolicyVersion

    /// Whether they match under a comparison that is not negated.
    func matches(_ comparison: Comparison, wanted: String, _ found: String) -> Bool {
        switch comparison {
        // "Exact matching, case sensitive."
        case .stringEquals: return expanded(wanted) == Piece.literals(in: found)
        // "Exact matching, ignoring case."
        case .stringEqualsIgnoreCase:
            return expanded(wanted).map(lowercased) == lowercased(Piece.literals(in: found))
        // "The values can include multi-character match wildcards (*) and single-character match
        // wildcards (?) anywhere in the string."
        case .stringLike:
            return expand(wanted, version, context, wildcards: true)
                .map { matchesGlob($0, found) } ?? false
        // "The ArnEquals and ArnLike condition operators behave identically."
        case .arnLike:
            return ResourcePattern(wanted, version, context)?.matchesARN(found) ?? false
        case .bool: return matchesBool(wanted, found)
        // "It compares the value byte for byte against a base-64 encoded representation."
        case .binaryEquals: return isBase64(wanted) && wanted == found
        // "The value must be in the standard CIDR format"; without a prefix it is one address.
        case .ipAddress:
            guard let block = CIDRBlock(wanted), let address = IPAddress(found) else {
                return false
            }
            return block.contains(address)
        case .numericEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals:
            guard let left = Decimal(found), let right = Decimal(wanted) else { return false }
            return compares(comparison, left, right)
        case .dateEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
            .dateGreaterThanEquals:
            guard let left = moment(found), let right = moment(wanted) else { return false }
            return compares(comparison, left, right)
        case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals,
            .dateNotEquals, .notIPAddress, .arnEquals, .arnNotEquals, .arnNotLike, .null:
            return false
        }
    }

    private func expanded(_ text: String) -> [Piece]? {
        expand(text, version, context, wildcards: false)
    }

    private func lowercased(_ pieces: [Piece]) -> [Piece] {
        pieces.map { piece in
            guard case .literal(let scalar) = piece, ("A"..."Z").contains(scalar) else {
                return piece
            }
            return .literal(Unicode.Scalar(UInt8(scalar.value) | 0x20))
        }
    }

    /// "Comparing a key to true or false": a request's value that is not true counts as false.
    private func matchesBool(_ wanted: String, _ found: String) -> Bool {
        switch wanted.lowercased() {
        case "true": found.lowercased() == "true"
        case "false": found.lowercased() != "true"
        default: false
        }
    }

    private func isBase64(_ text: String) -> Bool {
        guard text.utf8.count % 4 == 0 else { return false }
        let digits = text.reversed().drop { $0 == "=" }
        guard text.count - digits.count <= 2 else { return false }
        return digits.allSatisfy { digit in
            digit.isASCII && (digit.isLetter || digit.isNumber || digit == "+" || digit == "/")
        }
    }

    /// A moment in "one of the W3C implementations of the ISO 8601 date formats or epoch (UNIX)
    /// time", to the millisecond.
    private func moment(_ text: String) -> Timestamp? {
        if let moment = Timestamp(iso8601: text) { return moment }
        return Decimal(text)?.thousandfold.map { Timestamp(milliseconds: $0) }
    }

    private func compares<T: Comparable>(_ comparison: Comparison, _ left: T, _ right: T) -> Bool {
        switch comparison {
        case .numericEquals, .dateEquals: left == right
        case .numericLessThan, .dateLessThan: left < right
        case .numericLessThanEquals, .dateLessThanEquals: left <= right
        case .numericGreaterThan, .dateGreaterThan: left > right
        case .numericGreaterThanEquals, .dateGreaterThanEquals: left >= right
        default: false
        }
    }
}
