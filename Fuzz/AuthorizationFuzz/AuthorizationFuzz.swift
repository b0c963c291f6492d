import Base
import Cryptography
import HTTPMessage
import Signature

/// Takes the first line for a method and a target, and the others for header fields.
///
/// Whatever parses must be canonical, must not verify under a key that nobody has, and whatever is
/// refused must have an answer in both dialects.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    let head = head(of: bytes)
    do throws(SignatureFailure) {
        guard let signed = try SignatureParser.parse(head) else { return 0 }
        check(signed, head)
    } catch {
        answer(error)
    }
    return 0
}

private func check(_ signed: SignedRequest, _ head: RequestHead) {
    precondition(signed.canonicalRequest(head, bodyDigest: Digest256()) != nil, "no canonical form")
    do throws(SignatureFailure) {
        try signed.checkTime(now: Timestamp(seconds: 1_440_938_160))
        try signed.checkScope(service: "sts")
    } catch {
        answer(error)
    }
    let key = SigningKey(Secret([1, 2, 3]), scope: signed.scope)
    do throws(SignatureFailure) {
        if signed.isForS3 {
            try signed.verify(head, key: key)
        } else {
            let body: [UInt8] = []
            try signed.verify(head, body: body.span, key: key)
        }
    } catch {
        return answer(error)
    }
    preconditionFailure("a signature was forged")
}

private func answer(_ failure: SignatureFailure) {
    for dialect in [SignatureDialect.query, .s3] {
        let answer = failure.answer(in: dialect)
        precondition((400...403).contains(answer.status) && !answer.code.isEmpty, "no answer")
    }
}

private func head(of bytes: [UInt8]) -> RequestHead {
    var fields: [RequestHead.Field] = []
    var method = 0..<0
    var path = 0..<0
    var query = 0..<0
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
        let whole = line.startIndex..<line.endIndex
        if index == 0 {
            let space = line.firstIndex(of: 0x20) ?? line.endIndex
            method = whole.lowerBound..<space
            let start = min(space + 1, whole.upperBound)
            let mark = bytes[start..<whole.upperBound].firstIndex(of: 0x3F) ?? whole.upperBound
            path = start..<mark
            query = min(mark + 1, whole.upperBound)..<whole.upperBound
        } else if let colon = line.firstIndex(of: 0x3A), colon > whole.lowerBound {
            fields.append(
                RequestHead.Field(
                    name: whole.lowerBound..<colon,
                    value: colon + 1..<whole.upperBound
                )
            )
        }
    }
    return RequestHead(
        bytes: bytes,
        method: method,
        path: path,
        query: query,
        fields: fields,
        peer: IPAddress(v4: 0x7F00_0001),
        isSecure: false
    )
}
