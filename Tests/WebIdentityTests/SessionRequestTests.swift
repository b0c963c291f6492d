import Base
import Testing
import WebIdentity

/// - Source: IAM User Guide, "Pass session tags in AWS STS".
@Suite("Claims of sessions")
struct SessionRequestTests {
    private func claims(_ more: String) throws -> TokenClaims {
        let text = Maker.claims.replacing("2000}", with: "2000,\(more)}")
        return try parse(try Maker().token(claims: text)).claims
    }

    @Test("tags stand nested or flattened, alone or in lists of one")
    func tags() throws {
        let nested = try claims(
            #""https://aws.amazon.com/tags":{"principal_tags":{"a":["1"],"b":"2"},"#
                + #""transitive_tag_keys":["a"]},"https://aws.amazon.com/source_identity":"Ann""#
        )
        let tags = [Tag(key: "a", value: "1"), Tag(key: "b", value: "2")]
        #expect(nested.session.tags == tags)
        #expect(nested.session.transitiveTagKeys == ["a"])
        #expect(nested.session.sourceIdentity == "Ann")
        let flat = try claims(
            #""https://aws.amazon.com/tags/principal_tags/a":["1"],"#
                + #""https://aws.amazon.com/tags/principal_tags/b":"2","#
                + #""https://aws.amazon.com/tags/transitive_tag_keys":["a"]"#
        )
        #expect(flat.session.tags == tags)
        #expect(flat.session.transitiveTagKeys == ["a"])
        #expect(flat.session.sourceIdentity == nil)
    }

    @Test("names of claims that go on otherwise say nothing of tags", arguments: ["\u{301}", "x"])
    func otherNames(end: String) throws {
        let other = try claims(
            #""https://aws.amazon.com/tags\#(end)":{"principal_tags":{"a":"1"}}"#
        )
        #expect(other.session.tags.isEmpty)
    }

    @Test(
        "other forms are refused",
        arguments: [
            #""https://aws.amazon.com/tags":[]"#,
            #""https://aws.amazon.com/tags":{"principal_tags":["a"]}"#,
            #""https://aws.amazon.com/tags":{"principal_tags":{"a":["1","2"]}}"#,
            #""https://aws.amazon.com/tags":{"principal_tags":{"a":[]}}"#,
            #""https://aws.amazon.com/tags":{"principal_tags":{"a":1}}"#,
            #""https://aws.amazon.com/tags":{"transitive_tag_keys":1}"#,
            #""https://aws.amazon.com/tags/principal_tags/a":{"b":"c"}"#,
        ]
    )
    func forms(more: String) throws {
        #expect(throws: TokenProblem.claim("https://aws.amazon.com/tags")) { try claims(more) }
    }

    @Test("claims of certain providers are condition keys, of others they are none")
    func providers() throws {
        #expect(
            ProviderClaims.names(provider: "token.actions.githubusercontent.com")
                .contains("environment")
        )
        #expect(
            ProviderClaims.names(provider: "token.actions.octo.ghe.com").contains("repository_id")
        )
        #expect(
            ProviderClaims.names(provider: "oidc.circleci.com/org/1") == [
                "oidc.circleci.com/project-id"
            ]
        )
        for name in [
            "oidc.eks.us-east-1.amazonaws.com/id/A", "evil.example/token.actions.x.ghe.com",
            "token.actions.ghe.com", "github.com/octo", "token.actions.githubusercontent.com.evil",
        ] {
            #expect(ProviderClaims.names(provider: name).isEmpty, "\(name)")
        }
        let some = try claims(#""ref":"main","run":7,"dirty":false,"list":["x"]"#)
        #expect(some.value(of: "ref") == "main")
        #expect(some.value(of: "run") == "7")
        #expect(some.value(of: "dirty") == "false")
        #expect(some.value(of: "list") == nil && some.value(of: "none") == nil)
    }
}
