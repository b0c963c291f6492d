import Cryptography
import Testing
import WebIdentity

/// - Source: RFC 7517.
@Suite("Key sets")
struct KeySetTests {
    private func set(_ text: String) -> KeySet? { KeySet(parsing: Array(text.utf8)) }

    @Test("the example of RFC 7517, appendix A.1, has one key for signatures")
    func example() throws {
        let modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_"
            + "BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGj"
            + "QR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt"
            + "-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqD"
            + "Kgw"
        let keys = try #require(
            set(
                #"{"keys":[{"kty":"EC","crv":"P-256","#
                    + #""x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","#
                    + #""y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},"#
                    + #"{"kty":"RSA","n":"\#(modulus)","e":"AQAB","alg":"RS256","#
                    + #""kid":"2011-04-29"}]}"#
            )
        )
        #expect(keys.holds("2011-04-29"))
        #expect(!keys.holds("1"))
    }

    @Test("keys that are not for signatures, weak or broken are left out")
    func left() throws {
        let maker = try Maker()
        let numbers = maker.p256.publicNumbers.map { Base64.text($0, .url) }
        let broken = [
            Maker.jwk(maker.rsa, id: "a", more: #","use":"enc""#),
            Maker.jwk(maker.rsa, id: "b", more: #","key_ops":["sign"]"#),
            #"{"kty":"oct","kid":"c","k":"AAAA"}"#,
            #"{"kty":"OKP","kid":"d","crv":"Ed25519","x":"AAAA"}"#,
            #"{"kty":"RSA","kid":"e","n":"AQAB","e":"AQAB"}"#,
            #"{"kty":"EC","kid":"f","crv":"P-384","x":"\#(numbers[0])","y":"\#(numbers[1])"}"#,
            #"{"kty":"EC","kid":"g","crv":"P-256","x":"\#(numbers[1])","y":"\#(numbers[0])"}"#,
            Maker.jwk(maker.rsa, id: "h").replacing(#""kid":"h","#, with: ""), "7",
        ]
        let keys = try #require(
            set("{\"keys\":[\(broken.joined(separator: ",")),\(Maker.jwk(maker.rsa, id: "z"))]}")
        )
        for id in ["a", "b", "c", "d", "e", "f", "g", "h", ""] { #expect(!keys.holds(id), "\(id)") }
        #expect(keys.holds("z"))
    }

    @Test("of keys with one name four are tried")
    func sameName() throws {
        let maker = try Maker()
        let signed = try parse(try maker.token(.rs256))
        let own = Maker.jwk(maker.rsa, id: signed.keyID)
        let other = try #require(SignatureKey(generating: .rsa))
        for (before, holds) in [(3, true), (4, false)] {
            let others = Array(repeating: Maker.jwk(other, id: signed.keyID), count: before)
            let keys = try #require(
                set("{\"keys\":[\((others + [own]).joined(separator: ","))]}")
            )
            #expect(keys.verifies(signed) == holds)
        }
    }

    @Test("a key for one algorithm verifies no other, and a name finds its own key")
    func bound() throws {
        let maker = try Maker()
        let token = { try parse(try maker.token($0)) }
        let bound = try #require(
            set("{\"keys\":[\(Maker.jwk(maker.rsa, id: "RSA", more: #","alg":"RS256""#))]}")
        )
        #expect(bound.verifies(try token(.rs256)))
        #expect(!bound.verifies(try token(.rs512)))
        #expect(!bound.verifies(try token(.ps256)))
        let renamed = try #require(set("{\"keys\":[\(Maker.jwk(maker.rsa, id: "other"))]}"))
        #expect(!renamed.verifies(try token(.rs256)))
    }

    @Test("what is no key set is none")
    func none() {
        for text in ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[]}"#, #"{"keys":[1],"keys":[2]}"#]
        {
            #expect(set(text) == nil, "\(text)")
        }
        #expect(
            set("{\"keys\":[\(Array(repeating: "1", count: 201).joined(separator: ","))]}") == nil
        )
    }
}
