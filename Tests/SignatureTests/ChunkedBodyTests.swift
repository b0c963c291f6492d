import Base
import Cryptography
import HTTPMessage
import Signature
import Testing

/// - Source: S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
///   Payload in Multiple Chunks", the examples with their signatures.
@Suite("Chunked bodies")
struct ChunkedBodyTests {
    private static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    private func request(seed: String, payload: String) throws -> (SignedRequest, SigningKey) {
        let names =
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
            + "x-amz-decoded-content-length;x-amz-storage-class"
        let head = RequestHead(
            method: "PUT",
            target: "/examplebucket/chunkObject.txt",
            fields: [
                ("Host", "s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", payload),
                ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"),
                ("Content-Length", "66824"),
                (
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
                        + "aws4_request,SignedHeaders=\(names),Signature=\(seed)"
                ),
            ]
        )
        let signed = try #require(try SignatureParser.parse(head))
        let key = SigningKey(Secret(Self.secret.utf8), scope: signed.scope)
        if payload == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" { try signed.verify(head, key: key) }
        return (signed, key)
    }

    private static func chunk(_ count: Int, _ signature: String, ending: String = "\r\n") -> [UInt8]
    {
        Array("\(String(count, radix: 16));chunk-signature=\(signature)\r\n".utf8)
            + [UInt8](repeating: 0x61, count: count) + Array(ending.utf8)
    }

    private static let signedBody =
        chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
        + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
        + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")

    private static let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

    private func decode(
        _ body: [UInt8],
        form: ChunkedForm = .signed,
        length: Int64 = 66560,
        step: Int = .max,
        seed: String = seed
    ) throws -> (bytes: [UInt8], trailers: [ChunkedBody.Trailer]) {
        let payload =
            switch form {
            case .signed: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
            case .signedWithTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
            case .unsignedWithTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
            }
        let (signed, key) = try request(seed: seed, payload: payload)
        var machine = ChunkedBody.Machine(form, request: signed, key: key, decodedLength: length)
        var bytes: [UInt8] = []
        var start = 0
        while start < body.count {
            let piece = Array(body[start..<min(body.count, start + min(step, body.count))])
            start += piece.count
            var position = 0
            while let range = try machine.next(piece.span, from: &position) {
                bytes += piece[range]
            }
        }
        return (bytes, try machine.finish())
    }

    @Test("AWS's example holds, in pieces of any size", arguments: [Int.max, 1, 2, 7, 64, 65536])
    func example(step: Int) throws {
        let decoded = try decode(Self.signedBody, step: step)
        #expect(decoded.bytes == [UInt8](repeating: 0x61, count: 66560))
        #expect(decoded.trailers.isEmpty)
    }

    @Test("a changed byte anywhere is refused")
    func changed() throws {
        let framing = Array(0..<90) + Array(65_600..<65_720) + Array(66_650..<Self.signedBody.count)
        for index in framing {
            var body = Self.signedBody
            body[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") { try decodeCounting(body) }
        }
    }

    private func decodeCounting(_ body: [UInt8]) throws {
        let (signed, key) = try request(
            seed: Self.seed,
            payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        )
        var machine = ChunkedBody.Machine(.signed, request: signed, key: key, decodedLength: 66560)
        var position = 0
        while try machine.next(body.span, from: &position) != nil {}
        _ = try machine.finish()
    }

    @Test("a body that ends early, goes on, or is of another length is refused")
    func lengths() throws {
        #expect(throws: ChunkedBody.Failure.incomplete) {
            try decode(Array(Self.signedBody.dropLast()))
        }
        #expect(throws: ChunkedBody.Failure.incomplete) { try decode([]) }
        #expect(throws: ChunkedBody.Failure.malformed) {
            try decode(Self.signedBody + [0x0D, 0x0A])
        }
        #expect(throws: ChunkedBody.Failure.wrongLength) {
            try decode(Self.signedBody, length: 66559)
        }
        #expect(throws: ChunkedBody.Failure.wrongLength) {
            try decode(Self.signedBody, length: 66561)
        }
    }

    private static let trailerSeed =
        "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
    private static let trailerChunks =
        chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
        + chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
        + chunk(0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992", ending: "")
    private static let trailerSignature =
        "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"

    @Test(
        "AWS's example with a trailer holds, in both spellings",
        arguments: [
            "x-amz-checksum-crc32c:sOO8/Q==\r\n\(trailerSignature)\r\n\r\n",
            "x-amz-checksum-crc32c:sOO8/Q==\n\r\n\(trailerSignature)\r\n\r\n",
        ]
    )
    func trailer(text: String) throws {
        for step in [Int.max, 1] {
            let decoded = try decode(
                Self.trailerChunks + Array(text.utf8),
                form: .signedWithTrailer,
                step: step,
                seed: Self.trailerSeed
            )
            #expect(decoded.trailers.map(\.name) == ["x-amz-checksum-crc32c"])
            #expect(decoded.trailers.map(\.value) == ["sOO8/Q=="])
        }
    }

    @Test(
        "a trailer that is not the signed one is refused",
        arguments: [
            "x-amz-checksum-crc32c:sOO8/R==\r\n\(trailerSignature)\r\n\r\n",
            "x-amz-checksum-crc32:sOO8/Q==\r\n\(trailerSignature)\r\n\r\n",
            "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-meta-a:b\r\n\(trailerSignature)\r\n\r\n",
            "\(trailerSignature)\r\n\r\n", "\r\n", "x-amz-checksum-crc32c:sOO8/Q==\r\n\r\n",
            "x-amz-checksum-crc32c:sOO8/Q==\r\n\r\n\r\n", "no colon\r\n\r\n", ":\r\n\r\n",
            "x-amz-checksum-crc32c:sOO8/Q==\r\n\(trailerSignature)0\r\n\r\n",
            "x-amz-checksum-crc32c:sOO8/Q==\r\n\(trailerSignature)\r\nx:y\r\n\r\n",
        ]
    )
    func forgedTrailer(text: String) {
        #expect(throws: (any Error).self) {
            try decode(
                Self.trailerChunks + Array(text.utf8),
                form: .signedWithTrailer,
                seed: Self.trailerSeed
            )
        }
    }

    @Test(
        "botocore's unsigned chunks with a trailer are taken",
        arguments: [
            "s3-put-chunked", "s3-put",
        ]
    )
    func unsigned(name: String) throws {
        let vector = try Vector.named(name)
        let signed = try #require(try SignatureParser.parse(vector.head))
        guard case .chunked(let form) = signed.payload else {
            Issue.record("the payload should be chunked")
            return
        }
        let key = SigningKey(Secret(vector.secret.utf8), scope: signed.scope)
        var machine = ChunkedBody.Machine(form, request: signed, key: key, decodedLength: 3000)
        let body = vector.bodyBytes
        var position = 0
        var count = 0
        while let range = try machine.next(body.span, from: &position) { count += range.count }
        #expect(count == 3000)
        let trailers = try machine.finish()
        #expect(trailers.count == 1)
        #expect(trailers[0].name.hasPrefix("x-amz-checksum-"))
    }

    @Test(
        "broken framing of unsigned chunks is refused",
        arguments: [
            "3\naaa\r\n0\r\n\r\n", "3\r\naaaa\r\n0\r\n\r\n", "3\r\naa\r\n0\r\n\r\n",
            "03;x=y\r\naaa\r\n0\r\n\r\n", "g\r\n", "\r\n", "-1\r\n", "ffffffffffffffffff\r\n",
            "3\r\naaa\r\n0\r\nx-amz-trailer-signature:a\r\n\r\n", "3\r\naaa\r\n",
            "3 \r\naaa\r\n0\r\n\r\n",
        ]
    )
    func broken(text: String) {
        #expect(throws: (any Error).self) {
            try decode(Array(text.utf8), form: .unsignedWithTrailer, length: 3)
        }
    }

    @Test("endless lines are cut off")
    func endless() {
        let line = [UInt8](repeating: 0x31, count: 1 << 16)
        #expect(throws: ChunkedBody.Failure.malformed) {
            try decode(line, form: .unsignedWithTrailer, length: 3)
        }
        let trailer = Array("3\r\naaa\r\n0\r\n".utf8) + line
        #expect(throws: ChunkedBody.Failure.malformedTrailer) {
            try decode(trailer, form: .unsignedWithTrailer, length: 3)
        }
    }
}
