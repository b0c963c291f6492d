import Cryptography

/// Computes the signatures of chunks, each over the one before.
struct ChunkSigner {
    private let key: SigningKey
    /// Time and scope: two lines that every text to sign has.
    private let context: [UInt8]
    private var previous: Digest256

    init(_ request: SignedRequest, seed: Digest256, key: SigningKey) {
        self.key = key
        context = Array(request.stamp) + [0x0A] + Array(request.scope.bytes) + [0x0A]
        previous = seed
    }

    /// Whether the signature is that of a chunk with this digest.
    mutating func accepts(chunk digest: Digest256, signature: Digest256) -> Bool {
        var text = start("AWS4-HMAC-SHA256-PAYLOAD\n")
        SHA256.hash([]).appendHex(to: &text)
        text.append(0x0A)
        return accepts(&text, digest, signature)
    }

    /// Whether the signature is that of trailing fields, written `name:value` with a line feed each.
    mutating func accepts(trailer: [UInt8], signature: Digest256) -> Bool {
        var text = start("AWS4-HMAC-SHA256-TRAILER\n")
        return accepts(&text, SHA256.hash(trailer), signature)
    }

    private func start(_ algorithm: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(384)
        text.append(contentsOf: algorithm.utf8)
        text.append(contentsOf: context)
        previous.appendHex(to: &text)
        text.append(0x0A)
        return text
    }

    private mutating func accepts(
        _ text: inout [UInt8],
        _ digest: Digest256,
        _ signature: Digest256
    ) -> Bool {
        digest.appendHex(to: &text)
        let computed = key.code(of: text.span)
        guard computed.isEqual(to: signature) else { return false }
        previous = computed
        return true
    }
}
