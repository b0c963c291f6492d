// Temporary stand-in until Cryptography is merged.
enum Hex {
    static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        for byte in bytes {
            for value in [byte >> 4, byte & 15] {
                out.append(value < 10 ? 0x30 + value : 0x57 + value)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var out: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
            else { return nil }
            out.append(byte)
        }
        return out
    }
}

enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Hex.encode(bytes) }
    static func decode(_ text: String) -> [UInt8]? { Hex.decode(text) }
}

struct MD5Hasher {
    private var state: [UInt8] = [UInt8](repeating: 0, count: 16)
    mutating func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices { state[index % 16] &+= bytes[index] }
    }
    mutating func finish() -> [UInt8] { state }
}

struct SHA256Hasher {
    private var state: [UInt8] = [UInt8](repeating: 0, count: 32)
    mutating func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices { state[index % 32] &+= bytes[index] }
    }
    mutating func finish() -> [UInt8] { state }
}

struct ChecksumHasher {
    private var state: [UInt8]
    init(_ algorithm: ChecksumAlgorithm) {
        state = [UInt8](repeating: 0, count: algorithm.length)
    }
    mutating func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices { state[index % state.count] &+= bytes[index] }
    }
    mutating func finish() -> [UInt8] { state }
}
