internal import Cryptography
internal import Markup

/// The keys that an issuer publishes, by name.
///
/// - Source: RFC 7517; keys that are not understood, or not for signatures, are left out, as its
///   section 5 has it.
public struct KeySet: Sendable {
    private struct Entry {
        let id: String
        let algorithm: String?
        let key: PublicKey
    }

    private let entries: [Entry]

    /// Reads a JSON Web Key Set; nil when the text is none.
    public init?(parsing text: [UInt8]) {
        let limits = JSONLimits(depth: Limits.depth)
        guard let document = try? JSONDocument(parsing: text, limits: limits),
            let list = document.root["keys"], list.kind == .array,
            (1...Limits.keys).contains(list.count)
        else { return nil }
        var named: [String: Int] = [:]
        entries = list.elements.compactMap(Self.entry).filter { entry in
            named[entry.id, default: 0] += 1
            return named[entry.id, default: 0] <= Limits.keysOfOneName
        }
    }

    /// Whether a key has that name.
    public func holds(_ id: String) -> Bool { entries.contains { $0.id == id } }

    /// Whether the key that the token names signed it.
    public func verifies(_ token: WebToken) -> Bool {
        entries.contains { entry in
            entry.id == token.keyID && token.algorithm.isFor(entry.key.kind)
                && (entry.algorithm ?? token.algorithm.rawValue) == token.algorithm.rawValue
                && token.isSigned(by: entry.key)
        }
    }

    private static func entry(_ value: JSONValue) -> Entry? {
        guard let id = value["kid"]?.string, value["use"].map({ $0.equals("sig") }) ?? true,
            value["key_ops"].map({ $0.elements.contains { $0.equals("verify") } }) ?? true,
            let key = key(value)
        else { return nil }
        return Entry(id: id, algorithm: value["alg"]?.string, key: key)
    }

    private static func key(_ value: JSONValue) -> PublicKey? {
        switch value["kty"]?.string {
        case "RSA":
            guard let modulus = number(value["n"]), let exponent = number(value["e"]) else {
                return nil
            }
            return PublicKey(rsaModulus: modulus, exponent: exponent)
        case "EC":
            guard let curve = curve(value["crv"]?.string), let x = number(value["x"]),
                let y = number(value["y"])
            else { return nil }
            return PublicKey(curve: curve, x: x, y: y)
        default: return nil
        }
    }

    private static func curve(_ name: String?) -> PublicKey.Curve? {
        switch name {
        case "P-256": .p256
        case "P-384": .p384
        case "P-521": .p521
        default: nil
        }
    }

    private static func number(_ value: JSONValue?) -> [UInt8]? {
        value?.string.flatMap { Base64.bytes($0.utf8, .url) }
    }
}
