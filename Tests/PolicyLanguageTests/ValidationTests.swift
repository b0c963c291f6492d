import Markup
import PolicyLanguage
import Testing

@Suite("What IAM refuses when a policy is saved")
struct ValidationTests {
    static func message(
        _ kind: PolicyKind,
        _ statement: String,
        version: String = "2012-10-17"
    ) throws -> String? {
        let text = #"{"Version":"\#(version)","Statement":\#(statement)}"#
        let document = try PolicyDocument(parsing: Array(text.utf8))
        do {
            try document.validate(as: kind, source: Array(text.utf8))
            return nil
        } catch {
            return error.message
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var kind: PolicyKind
        var statement: String
        var message: String?

        init(_ kind: PolicyKind, _ statement: String, _ message: String?) {
            self.kind = kind
            self.statement = statement
            self.message = message
        }

        var testDescription: String { message ?? statement }
    }

    @Test(
        "the message is IAM's",
        arguments: [
            Row(.managed, #"{"Effect":"Allow","Action":"*","Resource":"*"}"#, nil),
            Row(.inline, #"{"Effect":"Allow","NotAction":"s3:*","NotResource":"*"}"#, nil),
            Row(.managed, "[]", "Syntax errors in policy."),
            Row(
                .managed,
                #"{"Effect":"Allow","Resource":"*"}"#,
                "Policy statement must contain actions."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":[],"Resource":"*"}"#,
                "Policy statement must contain actions."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"*"}"#,
                "Policy statement must contain resources."
            ),
            Row(
                .inline,
                #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#,
                "Policy document should not specify a principal."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"GetObject","Resource":"*"}"#,
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"s3:Get:Object","Resource":"*"}"#,
                "Actions/Condition can contain only one colon."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"s*:GetObject","Resource":"*"}"#,
                "Vendor s* is not valid"
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}"#,
                #"Resource bucket must be in ARN format or "*"."#
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:azure:s3:::b"}"#,
                #"Partition "azure" is not valid for resource "arn:azure:s3:::b"."#
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s*:::b"}"#,
                "Resource vendor must be fully qualified and cannot contain regexes."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam:x:1:user/a"}"#,
                "IAM resource arn:aws:iam:x:1:user/a cannot contain region information."
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::1:thing"}"#,
                """
                IAM resource path must either be "*" or start with user/, federated-user/, \
                role/, group/, instance-profile/, mfa/, server-certificate/, policy/, \
                sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.
                """
            ),
            Row(
                .managed,
                #"{"Effect":"Allow","Action":"*","Resource":"arn:aws"}"#,
                "The policy failed legacy parsing"
            ),
            Row(
                .managed,
                #"{"Sid":"a b","Effect":"Allow","Action":"*","Resource":"*"}"#,
                """
                Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the \
                regular expression [0-9A-Za-z]*
                """
            ),
            Row(
                .managed,
                """
                [{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},
                 {"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"}]
                """,
                "Statement IDs (SID) in a single policy must be unique."
            ),
            Row(
                .managed,
                """
                {"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}}
                """,
                "The policy failed legacy parsing"
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"Federated":["accounts.google.com",
                 "arn:aws:iam::111122223333:saml-provider/corp",
                 "arn:aws:iam::111122223333:oidc-provider/example.com/id/A"]},
                 "Action":"sts:AssumeRoleWithSAML"}
                """,
                nil
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"Federated":"https://example.com"},
                 "Action":"sts:AssumeRoleWithWebIdentity"}
                """,
                "Federated principals must be valid domain names or SAML metadata ARNs"
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::1:saml-provider/corp"},
                 "Action":"sts:AssumeRoleWithSAML"}
                """,
                "Federated principals must be valid domain names or SAML metadata ARNs"
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                 "Action":["sts:AssumeRole","sts:TagSession"]}
                """,
                nil
            ),
            Row(
                .trust,
                #"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:*"}"#,
                nil
            ),
            Row(
                .trust,
                #"{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}"#,
                "Has prohibited field Resource"
            ),
            Row(
                .trust,
                #"{"Effect":"Allow","Action":"sts:AssumeRole"}"#,
                "Missing required field Principal"
            ),
            Row(
                .trust,
                #"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}"#,
                "AssumeRole policy may only specify STS AssumeRole actions."
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},
                 "Action":"sts:AssumeRole"}
                """,
                "Has prohibited field NotPrincipal"
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:group/g"},
                 "Action":"sts:AssumeRole"}
                """,
                #"Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:group/g""#
            ),
            Row(
                .trust,
                """
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/*"},
                 "Action":"sts:AssumeRole"}
                """,
                #"Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/*""#
            ),
        ]
    )
    func refuses(_ row: Row) throws {
        #expect(try Self.message(row.kind, row.statement) == row.message)
    }

    @Test("a managed policy must be in the current version, an inline policy need not")
    func version() throws {
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
        #expect(
            try Self.message(.managed, statement, version: "2008-10-17")
                == "Policy document must be version 2012-10-17 or greater."
        )
        #expect(try Self.message(.inline, statement, version: "2008-10-17") == nil)
    }

    @Test("the place of the statement comes with the error")
    func place() throws {
        let text = "{\"Version\":\"2012-10-17\",\"Statement\":[\n  {\"Effect\":\"Allow\"}]}"
        let document = try PolicyDocument(parsing: Array(text.utf8))
        let error = try #require(throws: PolicyError.self) {
            try document.validate(as: .managed, source: Array(text.utf8))
        }
        #expect(error.position?.line == 2)
        #expect(error.position?.column == 3)
    }

    @Test("sizes are counted in characters without white space")
    func sizes() throws {
        let text = "{ \"é\" :\n\t1 }"
        #expect(PolicySize.characters(Array(text.utf8)) == 7)
        let full = [UInt8](repeating: 0x61, count: 6144) + [0x20, 0x0A]
        try PolicySize.checkManaged(full)
        let error = try #require(throws: PolicyError.self) {
            try PolicySize.checkManaged(full + [0x61])
        }
        #expect(error.code == .limitExceeded)
        #expect(error.message == "Cannot exceed quota for PolicySize: 6144")
        let inline = try #require(throws: PolicyError.self) {
            try PolicySize.checkInline(total: 2049, limit: 2048, entity: "user", name: "bob")
        }
        #expect(inline.message == "Maximum policy size of 2048 bytes exceeded for user bob")
        #expect(PolicySize.hasPermittedCharacters("a\té\u{FF}"))
        #expect(!PolicySize.hasPermittedCharacters("\u{100}"))
        #expect(!PolicySize.hasPermittedCharacters("\u{0}"))
    }
}
