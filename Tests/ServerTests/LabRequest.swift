import Base
import Cryptography
import HTTPMessage

/// A request to be signed, as a client would.
struct LabRequest {
    var service: String
    var method = "POST"
    var path = "/"
    var query: [(String, String)] = []
    var body: [UInt8] = []
    var region = "us-east-1"

    /// A call of the Query protocol.
    static func call(
        _ service: String,
        _ action: String,
        _ parameters: [(String, String)] = []
    ) -> LabRequest {
        let pairs = [("Action", action), ("Version", versions[service] ?? "")] + parameters
        return LabRequest(service: service, body: Array(Self.encoded(pairs).utf8))
    }

    /// The versions of the services' interfaces.
    private static let versions = [
        "iam": "2010-05-08", "sts": "2011-06-15", "rolecall": "2026-11-01", "ec2": "2016-11-15",
    ]

    /// A call of the protocol `rest-json`.
    static func rest(
        _ service: String,
        _ method: String,
        _ path: String,
        query: [(String, String)] = [],
        body: String = ""
    ) -> LabRequest {
        LabRequest(
            service: service,
            method: method,
            path: path,
            query: query,
            body: Array(body.utf8)
        )
    }

    /// A request to S3; the path must need no encoding.
    static func s3(
        _ method: String,
        _ path: String,
        query: [(String, String)] = [],
        body: String = ""
    ) -> LabRequest {
        LabRequest(
            service: "s3",
            method: method,
            path: path,
            query: query,
            body: Array(body.utf8)
        )
    }

    /// The request without a signature.
    func unsigned() -> RequestHead { head(query: query, fields: plainFields) }

    /// The request with a signature in `Authorization`.
    func signed(_ keys: LabKeys, at moment: Timestamp) -> RequestHead {
        var signing = [("host", Self.host), ("x-amz-date", moment.text(.basic))]
        let digest = Hex.text(SHA256.hash(body).bytes)
        if service == "s3" { signing.append(("x-amz-content-sha256", digest)) }
        if let token = keys.token { signing.append(("x-amz-security-token", token)) }
        signing.sort { $0.0 < $1.0 }
        let names = signing.map(\.0).joined(separator: ";")
        let canonical = canonical(query, signing, names, digest)
        let signature = signature(canonical, keys.secret, moment)
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(keys.id)/\(scope(moment)), SignedHeaders=\(names), "
            + "Signature=\(signature)"
        let extra = signing.filter { $0.0 != "host" } + [("Authorization", authorization)]
        return head(query: query, fields: plainFields + extra)
    }

    /// The request with a signature in the query, which holds for so many seconds.
    func presigned(_ keys: LabKeys, at moment: Timestamp, seconds: Int) -> RequestHead {
        var all = query
        all.append(("X-Amz-Algorithm", "AWS4-HMAC-SHA256"))
        all.append(("X-Amz-Credential", "\(keys.id)/\(scope(moment))"))
        all.append(("X-Amz-Date", moment.text(.basic)))
        all.append(("X-Amz-Expires", "\(seconds)"))
        all.append(("X-Amz-SignedHeaders", "host"))
        if let token = keys.token { all.append(("X-Amz-Security-Token", token)) }
        let digest = service == "s3" ? "UNSIGNED-PAYLOAD" : Hex.text(SHA256.hash(body).bytes)
        let canonical = canonical(all, [("host", Self.host)], "host", digest)
        all.append(("X-Amz-Signature", signature(canonical, keys.secret, moment)))
        return head(query: all, fields: plainFields)
    }

    private static let host = "127.0.0.1:4566"

    private var plainFields: [(String, String)] {
        var fields = [("Host", Self.host)]
        if method == "POST" || method == "PUT" {
            fields.append(("Content-Length", "\(body.count)"))
        }
        if service != "s3", method == "POST" {
            fields.append(("Content-Type", "application/x-www-form-urlencoded"))
        }
        return fields
    }

    private func head(query: [(String, String)], fields: [(String, String)]) -> RequestHead {
        let target = query.isEmpty ? path : "\(path)?\(Self.encoded(query))"
        return RequestHead(method: method, target: target, fields: fields)
    }

    // MARK: Signing

    private func scope(_ moment: Timestamp) -> String {
        "\(moment.text(.date))/\(region)/\(service)/aws4_request"
    }

    private func canonical(
        _ query: [(String, String)],
        _ signing: [(String, String)],
        _ names: String,
        _ digest: String
    ) -> String {
        let pairs = Self.encoded(query).split(separator: "&").sorted().joined(separator: "&")
        let block = signing.map { "\($0.0):\($0.1)\n" }.joined()
        let path = service == "s3" ? path : Self.encodedAgain(path)
        return "\(method)\n\(path)\n\(pairs)\n\(block)\n\(names)\n\(digest)"
    }

    private func signature(_ canonical: String, _ secret: String, _ moment: Timestamp) -> String {
        let digest = Hex.text(SHA256.hash(Array(canonical.utf8)).bytes)
        let text = "AWS4-HMAC-SHA256\n\(moment.text(.basic))\n\(scope(moment))\n\(digest)"
        let secret = Array("AWS4\(secret)".utf8)
        var code = HMACSHA256.code(of: moment.text(.date), key: secret.span)
        for part in [region, service, "aws4_request", text] {
            let bytes = Array(part.utf8)
            code = HMACSHA256.code(of: bytes.span, key: code)
        }
        return Hex.text(code.bytes)
    }

    private static func encodedAgain(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { encoded(String($0)) }.joined(separator: "/")
    }

    private static func encoded(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default:
                out.append(0x25)
                out.append(contentsOf: Hex.text([byte]).uppercased().utf8)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension Digest256 {
    fileprivate var bytes: [UInt8] {
        let span = self.span
        return span.indices.map { span[$0] }
    }
}
