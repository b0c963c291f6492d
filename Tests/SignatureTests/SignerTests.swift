import Base
import Cryptography
import HTTPMessage
import Signature
import Testing

@Suite("Signing as a client")
struct SignerTests {
    private static let vectors = Vector.all.filter { vector in
        vector.service != "s3" && vector.headers.contains { $0[0] == "Authorization" }
    }

    private func signer(_ vector: Vector, token: String?) throws -> RequestSigner {
        let header = try #require(vector.headers.first { $0[0] == "Authorization" })[1]
        let scope = header.split(separator: "/")
        return RequestSigner(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: Secret(vector.secret.utf8),
            sessionToken: token,
            region: String(scope[2]),
            service: String(scope[3])
        )
    }

    @Test("the vectors are there")
    func areThere() {
        #expect(Self.vectors.count > 40)
    }

    @Test("signs as botocore does", arguments: vectors)
    func signs(vector: Vector) throws {
        let header = try #require(vector.headers.first { $0[0] == "Authorization" })[1]
        let names = try #require(
            header.split(separator: " ").first { $0.hasPrefix("SignedHeaders=") }
        ).dropFirst("SignedHeaders=".count).split { $0 == ";" || $0 == "," }
        let token = vector.headers.first { $0[0].lowercased() == "x-amz-security-token" }?[1]
        let isTokenSigned = names.contains("x-amz-security-token")
        let fields = vector.headers.filter { field in
            let name = field[0].lowercased()
            return names.contains(name[...]) && name != "x-amz-date"
                && name != "x-amz-security-token"
        }
        let signed = try signer(vector, token: isTokenSigned ? token : nil).signed(
            method: vector.method,
            target: vector.target,
            fields: fields.map { (name: $0[0], value: $0[1]) },
            body: vector.bodyBytes,
            at: Timestamp(seconds: 1_440_938_160)
        )
        #expect(signed.last?.name == "Authorization")
        #expect(signed.last?.value == header)
    }

    @Test("what it signs, the verifier takes, and nothing changed of it")
    func verifies() throws {
        let secret = Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8)
        let now = Timestamp(seconds: 1_790_000_000)
        let body = Array("Action=ActAsService&Version=2026-11-01".utf8)
        let signed = RequestSigner(
            accessKeyID: "ASIAIOSFODNN7EXAMPLE",
            secretAccessKey: secret,
            sessionToken: "token+/=",
            region: "eu-central-1",
            service: "rolecall"
        ).signed(
            method: "POST",
            target: "/",
            fields: [("Host", "127.0.0.1:4566"), ("Content-Type", "text/plain;  a=b")],
            body: body,
            at: now
        )
        func verify(_ body: [UInt8], host: String) throws {
            let head = RequestHead(
                method: "POST",
                target: "/",
                fields: signed.map { ($0.name, $0.name == "Host" ? host : $0.value) }
            )
            let request = try #require(try SignatureParser.parse(head))
            try request.checkScope(service: "rolecall")
            try request.checkTime(now: now)
            #expect(request.sessionToken.map { Array($0) } == Array("token+/=".utf8))
            try request.verify(
                head,
                body: body.span,
                key: SigningKey(secret, scope: request.scope)
            )
        }
        try verify(body, host: "127.0.0.1:4566")
        #expect(throws: SignatureFailure.self) { try verify(body, host: "127.0.0.1:4567") }
        #expect(throws: SignatureFailure.self) { try verify(body + [0x26], host: "127.0.0.1:4566") }
    }
}
