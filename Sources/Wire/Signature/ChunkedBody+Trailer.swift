import Cryptography

extension ChunkedBody.Machine {
    /// Takes a line after the last chunk.
    ///
    /// S3's documentation shows the fields as they are signed, each with a line feed, and then an empty
    /// line before the signature; some clients send just that, others plain lines. Both are taken.
    mutating func takeTrailerLine() throws(ChunkedBody.Failure) {
        guard !line.isEmpty else { return try takeEmptyTrailerLine() }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0, trailers.count < Limits.trailers
        else { throw .malformedTrailer }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let value = Self.trimmed(line[(colon + 1)...])
        guard name != "x-amz-trailer-signature" else { return try check(value) }
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            value.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
            !trailers.contains(where: { $0.name == name })
        else { throw .malformedTrailer }
        trailers.append(
            ChunkedBody.Trailer(name: name, value: String(decoding: value, as: UTF8.self))
        )
        signedTrailer.append(contentsOf: name.utf8)
        signedTrailer.append(0x3A)
        signedTrailer.append(contentsOf: value)
        signedTrailer.append(0x0A)
    }

    private mutating func takeEmptyTrailerLine() throws(ChunkedBody.Failure) {
        guard form.isSigned else { return state = .done }
        guard skipsEmptyLine, !trailers.isEmpty else { throw .malformedTrailer }
        skipsEmptyLine = false
    }

    private mutating func check(_ signature: ArraySlice<UInt8>) throws(ChunkedBody.Failure) {
        guard form.isSigned else { throw .malformedTrailer }
        guard let signature = Digest256(lowercaseHex: signature),
            signer.accepts(trailer: signedTrailer, signature: signature)
        else { throw .mismatch }
        state = .end
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 || last == 0x0D {
            value.removeLast()
        }
        return value
    }
}
