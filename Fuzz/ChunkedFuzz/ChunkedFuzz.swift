import Cryptography
import HTTPMessage
import Signature

/// Decodes the input as an `aws-chunked` body: its first byte chooses the form, its second the length.
///
/// Whole and byte by byte, the outcome must be the same.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard bytes.count > 2 else { return 0 }
    let form = ChunkedForm.allCases[Int(bytes[0]) % 3]
    let body = Array(bytes[2...])
    let whole = outcome(of: body, form, length: Int64(bytes[1]), step: body.count)
    let pieces = outcome(of: body, form, length: Int64(bytes[1]), step: 1)
    precondition(whole == pieces, "the outcome depends on the pieces")
    return 0
}

private struct Outcome: Equatable {
    var bytes: [UInt8]?
    var trailers: [ChunkedBody.Trailer] = []
    var failure: ChunkedBody.Failure?
}

private func outcome(of body: [UInt8], _ form: ChunkedForm, length: Int64, step: Int) -> Outcome {
    guard var machine = machine(form, length: length) else { return Outcome() }
    var bytes: [UInt8] = []
    do throws(ChunkedBody.Failure) {
        var start = 0
        while start < body.count {
            let piece = Array(body[start..<min(body.count, start + step)])
            start += piece.count
            var position = 0
            while let range = try machine.next(piece.span, from: &position) {
                bytes += piece[range]
            }
        }
        return Outcome(bytes: bytes, trailers: try machine.finish())
    } catch {
        return Outcome(failure: error)
    }
}

private func machine(_ form: ChunkedForm, length: Int64) -> ChunkedBody.Machine? {
    let payload =
        switch form {
        case .signed: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .signedWithTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .unsignedWithTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        }
    let credential = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"
    let signature = String(repeating: "0", count: 64)
    let head = RequestHead(
        method: "PUT",
        target: "/b/k",
        fields: [
            ("Host", "h"), ("X-Amz-Date", "20130524T000000Z"), ("X-Amz-Content-Sha256", payload),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(credential), SignedHeaders=host;x-amz-date, "
                    + "Signature=\(signature)"
            ),
        ]
    )
    guard let signed = try? SignatureParser.parse(head) else { return nil }
    let key = SigningKey(Secret([1]), scope: signed.scope)
    return ChunkedBody.Machine(form, request: signed, key: key, decodedLength: length)
}
