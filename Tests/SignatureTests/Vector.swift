import Base
import Cryptography
import Foundation
import HTTPMessage
import Signature
import Testing

/// A request as botocore signs it; `Scripts/generate-signature-vectors.py` writes them.
struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let service: String
    let secret: String
    var method: String
    var target: String
    var headers: [[String]]
    var body: Data
    let canonical: String

    var testDescription: String { name }

    var bodyBytes: [UInt8] { Array(body) }

    var head: RequestHead {
        RequestHead(method: method, target: target, fields: headers.map { ($0[0], $0[1]) })
    }

    static let all: [Vector] = ["forms", "calls", "presigned"].flatMap(load)

    static func named(_ name: String) throws -> Vector {
        try #require(all.first { $0.name == name })
    }

    private static func load(_ name: String) -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fixtures/sigv4/\(name).json")
        guard let data = try? Data(contentsOf: file),
            let vectors = try? JSONDecoder().decode([Vector].self, from: data)
        else { return [] }
        return vectors
    }

    /// Parses, checks at the time of signing, and verifies.
    func verify() throws {
        let head = head
        let signed = try #require(try SignatureParser.parse(head))
        guard signed.accessKeyID.text == "AKIAIOSFODNN7EXAMPLE" else {
            throw SignatureFailure.unknownAccessKey(signed.accessKeyID.text)
        }
        try signed.checkTime(now: Timestamp(seconds: 1_440_938_160))
        let key = SigningKey(Secret(secret.utf8), scope: signed.scope)
        if signed.isForS3 {
            try signed.verify(head, key: key)
        } else {
            let bytes = bodyBytes
            try signed.verify(head, body: bytes.span, key: key)
        }
    }

    /// The same request with one header field changed; nil removes it.
    func changing(_ name: String, _ change: (String) -> String?) -> Vector {
        var copy = self
        copy.headers = headers.compactMap { header in
            guard header[0].lowercased() == name else { return header }
            return change(header[1]).map { [header[0], $0] }
        }
        return copy
    }

    func adding(_ name: String, _ value: String) -> Vector {
        var copy = self
        copy.headers.append([name, value])
        return copy
    }
}
