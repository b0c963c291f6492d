import Base
import Cryptography
import Testing
import WebIdentity

/// - Source: RFC 7515, RFC 7519 and RFC 8725.
@Suite("Web tokens")
struct WebTokenTests {
    private let maker: Maker

    init() throws { maker = try Maker() }

    private static let taken: [SignatureAlgorithm] = [
        .rs256, .rs384, .rs512, .ps256, .es256, .es384, .es512,
    ]

    @Test("tokens of all algorithms verify, and no more once a byte is changed", arguments: taken)
    func verifies(algorithm: SignatureAlgorithm) throws {
        let keys = try maker.keySet()
        let text = try maker.token(algorithm)
        #expect(keys.verifies(try parse(text)))
        let parts = text.split(separator: ".")
        var signature = try #require(Base64.bytes(Array(parts[2].utf8), .url))
        signature[5] ^= 1
        let forged = "\(parts[0]).\(parts[1]).\(Base64.text(signature, .url))"
        #expect(!keys.verifies(try parse(forged)))
        let claims = Maker.claims.replacing("me", with: "you")
        let edited = "\(parts[0]).\(Base64.text(Array(claims.utf8), .url)).\(parts[2])"
        #expect(!keys.verifies(try parse(edited)))
    }

    @Test("threads that use a key for the first time together all get the right answer")
    func threads() async throws {
        for _ in 0..<4 {
            let keys = try maker.keySet()
            let tokens = try Self.taken.map { algorithm in
                let good = try maker.token(algorithm)
                let parts = good.split(separator: ".")
                let claims = Maker.claims.replacing("me", with: "you")
                let edited = "\(parts[0]).\(Base64.text(Array(claims.utf8), .url)).\(parts[2])"
                return (good: try parse(good), edited: try parse(edited))
            }
            await withTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask {
                        for token in tokens {
                            #expect(keys.verifies(token.good))
                            #expect(!keys.verifies(token.edited))
                        }
                    }
                }
            }
        }
    }

    @Test("a token of another key under the same name does not verify")
    func foreign() throws {
        let other = try #require(SignatureKey(generating: .rsa))
        let token = try parse(try maker.token(key: other))
        #expect(try !maker.keySet().verifies(token))
    }

    @Test(
        "other algorithms are refused",
        arguments: ["none", "None", "HS256", "HS512", "EdDSA", "PS384", "PS512", "ES256K", ""]
    )
    func algorithms(name: String) throws {
        let text = try maker.token(header: #"{"alg":"\#(name)","kid":"RSA"}"#)
        #expect(throws: TokenProblem.unsupportedAlgorithm) { try parse(text) }
    }

    @Test(
        "headers that bring a key, name none, or want more are refused",
        arguments: [
            #""jwk":{"kty":"RSA"},"kid":"RSA""#, #""jku":"https://evil.example","kid":"RSA""#,
            #""x5u":"https://evil.example","kid":"RSA""#, #""crit":["exp"],"kid":"RSA""#,
            #""b64":false,"kid":"RSA""#, #""typ":"JWT""#, #""kid":"""#, #""kid":7"#,
        ]
    )
    func headers(rest: String) throws {
        let text = try maker.token(header: #"{"alg":"RS256",\#(rest)}"#)
        #expect(throws: TokenProblem.unsupportedHeader) { try parse(text) }
    }

    @Test("what is no token in compact form is refused")
    func forms() throws {
        let text = try maker.token()
        let parts = text.split(separator: ".").map(String.init)
        let claims = { (json: String) in
            "\(parts[0]).\(Base64.text(Array(json.utf8), .url)).\(parts[2])"
        }
        let broken = [
            "", ".", "..", "a.b.c", "\(parts[0]).\(parts[1])", "\(parts[0]).\(parts[1]).",
            "\(text).", "\(text).x", "\(text)=", " \(text)", "\(text)\n",
            text.replacing("e", with: "+"),
            "\(parts[0]).\(parts[1])=.\(parts[2])", claims("[]"), claims("{"), claims(""),
            claims(#"{"sub":"a","sub":"b"}"#), claims(#"{"sub":"a","su\u0062":"b"}"#),
            claims(#"{"x":{"y":1,"y":2}}"#),
            claims(String(repeating: "[", count: 50) + String(repeating: "]", count: 50)),
            String(repeating: "a", count: 20_001),
        ]
        for text in broken {
            #expect(throws: TokenProblem.malformed, "\(text.prefix(60))") { try parse(text) }
        }
        let twice = try maker.token(header: #"{"alg":"RS256","kid":"RSA","kid":"RSA"}"#)
        #expect(throws: TokenProblem.malformed) { try parse(twice) }
    }

    @Test("base 64 is taken in its one form only")
    func slack() throws {
        let parts = try maker.token(.es256).split(separator: ".").map(String.init)
        // 64 bytes leave four bits of the last character unused: another of the same bytes.
        let last = try #require(parts[2].last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let place = try #require(alphabet.firstIndex(of: last))
        let other = alphabet[place ^ 1]
        #expect(throws: TokenProblem.malformed) {
            try parse("\(parts[0]).\(parts[1]).\(parts[2].dropLast())\(other)")
        }
    }

    @Test(
        "claims that are missing or have another type are named",
        arguments: [
            (#""sub":"me","#, "", TokenProblem.missing("sub")),
            (#""aud":"web","#, "", .missing("aud")), (#""iat":1000,"#, "", .missing("iat")),
            (#","exp":2000"#, "", .missing("exp")),
            (#""aud":"web""#, #""aud":[]"#, .missing("aud")),
            (#""aud":"web""#, #""aud":{"web":1}"#, .claim("aud")),
            (#""aud":"web""#, #""aud":["web",1]"#, .claim("aud")),
            (#""sub":"me""#, #""sub":["me"]"#, .claim("sub")),
            (#""sub":"me""#, #""sub":"""#, .claim("sub")),
            ("2000", #""2000""#, .claim("exp")), ("2000", "2e3", .claim("exp")),
            ("2000", "2000.5", .claim("exp")), ("2000", "-1", .claim("exp")),
            ("2000", "99999999999999999999", .claim("exp")),
            ("2000", #"2000,"nbf":"now""#, .claim("nbf")),
            ("2000", #"2000,"azp":1"#, .claim("azp")),
            ("2000", #"2000,"amr":{}"#, .claim("amr")),
        ]
    )
    func claims(old: String, new: String, problem: TokenProblem) throws {
        let text = try maker.token(claims: Maker.claims.replacing(old, with: new))
        #expect(throws: problem) { try parse(text) }
    }

    @Test("a token is good from a little before it was issued until just before it ends")
    func times() throws {
        let claims = try parse(try maker.token()).claims
        for second: Int64 in [700, 1000, 1999] {
            try claims.checkTimes(now: Timestamp(seconds: second))
        }
        #expect(throws: TokenProblem.notYetValid) {
            try claims.checkTimes(now: Timestamp(seconds: 699))
        }
        #expect(throws: TokenProblem.expired(at: 2000)) {
            try claims.checkTimes(now: Timestamp(seconds: 2000))
        }
        let later = Maker.claims.replacing("2000", with: #"2000,"nbf":1500"#)
        #expect(throws: TokenProblem.notYetValid) {
            try parse(try maker.token(claims: later)).claims.checkTimes(
                now: Timestamp(seconds: 1100)
            )
        }
    }

    @Test("the audience is the authorized party, or the first that the provider has")
    func audience() throws {
        func audience(_ claims: String) throws -> String? {
            try parse(
                try maker.token(claims: Maker.claims.replacing(#""aud":"web""#, with: claims))
            )
            .claims.audience(among: ["cli", "web", "K"])
        }
        #expect(try audience(#""aud":"web""#) == "web")
        #expect(try audience(#""aud":"Web""#) == nil)
        // The sign of the kelvin, which Unicode calls equal.
        #expect(try audience(#""aud":"\#u{212A}""#) == nil)
        #expect(try audience(#""aud":"\u212a""#) == nil)
        #expect(try audience(#""aud":["other","web","cli"]"#) == "web")
        #expect(try audience(#""aud":"other","azp":"cli""#) == "cli")
        #expect(try audience(#""aud":"web","azp":"other""#) == nil)
    }
}
