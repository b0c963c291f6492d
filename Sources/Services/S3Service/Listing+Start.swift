import Cryptography

extension Listing.Start {
    /// The marker that names the place; nil for the beginning.
    var text: String? {
        switch self {
        case .beginning: nil
        case .afterKey(let text), .afterPrefix(let text): text
        }
    }

    /// An opaque text for the place.
    var token: String {
        switch self {
        case .beginning: Base64.text([0])
        case .afterKey(let key): Base64.text([1] + Array(key.utf8))
        case .afterPrefix(let prefix): Base64.text([2] + Array(prefix.utf8))
        }
    }

    /// Reads what `token` wrote; nil for anything else.
    init?(token: String) {
        guard let bytes = Base64.bytes(token.utf8), let kind = bytes.first,
            let text = String(validating: bytes.dropFirst(), as: UTF8.self)
        else { return nil }
        switch kind {
        case 0: self = .beginning
        case 1: self = .afterKey(text)
        case 2: self = .afterPrefix(text)
        default: return nil
        }
    }
}
