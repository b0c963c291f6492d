import Base
import Cryptography
import HTTPMessage
import ServiceKit
import Signature
import Testing

/// Signs an empty request to IAM, to become the caller whose key it is.
///
/// - Source: IAM User Guide, "Create a signed AWS API request".
enum SimulationSigning {
    static func caller(
        _ authenticator: Authenticator,
        key: String,
        secret: String,
        now: Timestamp
    ) throws -> Caller {
        let head = head(key: key, secret: secret, stamp: now.text(.basic))
        let signed = try #require(try SignatureParser.parse(head))
        return try authenticator.authenticate(
            head,
            signed,
            service: "iam",
            body: [UInt8]().span,
            now: now
        )
    }

    private static func head(key: String, secret: String, stamp: String) -> RequestHead {
        let day = String(stamp.prefix(8))
        let empty = Hex.text(SHA256.hash([]).bytes)
        let canonical =
            "POST\n/\n\nhost:iam\nx-amz-date:\(stamp)\n\nhost;x-amz-date\n\(empty)"
        let scope = "\(day)/us-east-1/iam/aws4_request"
        let digest = Hex.text(SHA256.hash(Array(canonical.utf8)).bytes)
        let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(digest)"
        var code = HMACSHA256.code(of: day, key: Array("AWS4\(secret)".utf8).span)
        for part in ["us-east-1", "iam", "aws4_request", text] {
            code = HMACSHA256.code(of: Array(part.utf8).span, key: code)
        }
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(key)/\(scope), SignedHeaders=host;x-amz-date, "
            + "Signature=\(Hex.text(code.bytes))"
        return RequestHead(
            method: "POST",
            target: "/",
            fields: [
                ("Host", "iam"), ("X-Amz-Date", stamp), ("Authorization", authorization),
            ]
        )
    }
}

extension Digest256 {
    fileprivate var bytes: [UInt8] {
        let span = self.span
        return span.indices.map { span[$0] }
    }
}
