import Cryptography

/// The line before a chunk: `10000;chunk-signature=…`.
struct ChunkHeader {
    /// Bytes of data; zero for the last chunk.
    let size: Int64
    /// All zeros when chunks are not signed.
    let signature: Digest256

    init(_ line: ArraySlice<UInt8>, isSigned: Bool) throws(ChunkedBody.Failure) {
        let end = line.firstIndex(of: 0x3B) ?? line.endIndex
        guard (1...16).contains(end - line.startIndex) else { throw .malformed }
        var size: Int64 = 0
        for character in line[..<end] {
            guard let digit = Self.digit(character), size <= Limits.chunk else { throw .malformed }
            size = size << 4 | digit
        }
        guard size <= Limits.chunk else { throw .malformed }
        self.size = size
        let rest = line[end...]
        guard isSigned else {
            guard rest.isEmpty else { throw .malformed }
            signature = Digest256()
            return
        }
        guard rest.starts(with: ";chunk-signature="),
            let signature = Digest256(lowercaseHex: rest.dropFirst(17))
        else { throw .malformed }
        self.signature = signature
    }

    private static func digit(_ character: UInt8) -> Int64? {
        switch character {
        case 0x30...0x39: Int64(character - 0x30)
        case 0x41...0x46: Int64(character - 0x37)
        case 0x61...0x66: Int64(character - 0x57)
        default: nil
        }
    }
}
