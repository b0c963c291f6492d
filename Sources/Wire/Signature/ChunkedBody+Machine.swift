import Cryptography

extension ChunkedBody {
    /// Unwraps a body as it arrives, in pieces of any size.
    ///
    /// Bytes of a chunk are handed on before the chunk's signature can be checked: nothing may be
    /// made of them until `finish` has returned.
    public struct Machine: ~Copyable {
        enum State {
            case chunkLine
            case data(remaining: Int64)
            case dataEnd
            case end
            case trailer
            case done
        }

        let form: ChunkedForm
        private let decodedLength: Int64
        var state = State.chunkLine
        var line: [UInt8] = []
        var signer: ChunkSigner
        var trailers: [Trailer] = []
        var signedTrailer: [UInt8] = []
        var skipsEmptyLine = true

        private var digest: StreamingDigest?
        private var chunkSignature = Digest256()
        private var received: Int64 = 0
        private var chunkCount = 0
        private var smallChunk: Int64?

        /// Prepares for the body of a verified request.
        ///
        /// `decodedLength` is the bytes in all chunks, as `x-amz-decoded-content-length` says.
        public init(
            _ form: ChunkedForm,
            request: SignedRequest,
            key: SigningKey,
            decodedLength: Int64
        ) {
            self.form = form
            self.decodedLength = decodedLength
            signer = ChunkSigner(request, seed: request.signature ?? Digest256(), key: key)
        }

        /// Takes bytes from `position` on and moves it forward; returns where in them the next bytes
        /// of the object are, or nil when all are taken.
        ///
        /// - Throws: what is wrong with the framing or with a signature; then the body is lost.
        public mutating func next(
            _ bytes: borrowing Span<UInt8>,
            from position: inout Int
        ) throws(Failure) -> Range<Int>? {
            while position < bytes.count {
                if case .data(let remaining) = state {
                    return takeData(bytes, &position, remaining)
                }
                let limit = isInTrailer ? Limits.trailerLine : Limits.chunkLine
                guard try takeLine(bytes, &position, limit: limit) else { return nil }
                try takeLine()
                line.removeAll(keepingCapacity: true)
            }
            return nil
        }

        /// Ends the body.
        ///
        /// - Returns: The trailing fields, whose signature has been verified if the form has one.
        /// - Throws: `incomplete` or `wrongLength`.
        public mutating func finish() throws(Failure) -> [Trailer] {
            guard case .done = state else { throw .incomplete }
            guard received == decodedLength else { throw .wrongLength }
            return trailers
        }

        private mutating func takeData(
            _ bytes: borrowing Span<UInt8>,
            _ position: inout Int,
            _ remaining: Int64
        ) -> Range<Int> {
            let count = Int(min(remaining, Int64(bytes.count - position)))
            let range = position..<position + count
            digest?.update(bytes.extracting(range))
            position += count
            state =
                remaining == Int64(count) ? .dataEnd : .data(remaining: remaining - Int64(count))
            return range
        }

        /// Adds to the line up to its line feed; false when the bytes end before.
        private mutating func takeLine(
            _ bytes: borrowing Span<UInt8>,
            _ position: inout Int,
            limit: Int
        ) throws(Failure) -> Bool {
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == 0x0A { return true }
                guard line.count < limit else { throw isInTrailer ? .malformedTrailer : .malformed }
                line.append(byte)
            }
            return false
        }

        private var isInTrailer: Bool {
            if case .trailer = state { true } else { false }
        }

        private mutating func takeLine() throws(Failure) {
            let isClosed = line.last == 0x0D
            if isClosed { line.removeLast() }
            if isInTrailer { return try takeTrailerLine() }
            guard isClosed else { throw .malformed }
            switch state {
            case .chunkLine: try beginChunk()
            case .dataEnd: try endChunk()
            case .end:
                guard line.isEmpty else { throw .malformed }
                state = .done
            default: throw .malformed
            }
        }

        private mutating func beginChunk() throws(Failure) {
            let header = try ChunkHeader(line[...], isSigned: form.isSigned)
            guard header.size <= decodedLength - received else { throw .wrongLength }
            chunkCount += 1
            chunkSignature = header.signature
            if form.isSigned { digest = StreamingDigest(.sha256) }
            guard header.size > 0 else {
                try checkSignature()
                return state = form.hasTrailer ? .trailer : .end
            }
            if let smallChunk {
                throw .chunkTooSmall(bytes: smallChunk, number: chunkCount - 1)
            }
            if form.isSigned, header.size < Limits.leastChunk { smallChunk = header.size }
            received += header.size
            state = .data(remaining: header.size)
        }

        private mutating func endChunk() throws(Failure) {
            guard line.isEmpty else { throw .malformed }
            try checkSignature()
            state = .chunkLine
        }

        private mutating func checkSignature() throws(Failure) {
            guard let digest = digest.take() else { return }
            guard let value = Digest256(digest.finish()),
                signer.accepts(chunk: value, signature: chunkSignature)
            else { throw .mismatch }
        }
    }
}
