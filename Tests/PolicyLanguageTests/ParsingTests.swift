import PolicyLanguage
import Testing

@Suite("Reading and printing policies")
struct ParsingTests {
    static func parse(_ text: String) throws -> PolicyDocument {
        try PolicyDocument(parsing: Array(text.utf8))
    }

    @Test("all elements are read as they are written")
    func elements() throws {
        let document = try Self.parse(
            """
            {"Version":"2012-10-17","Id":"i","Statement":[
             {"Sid":"A","Effect":"Deny","NotPrincipal":{"AWS":["123456789012","*"],"Service":"s.x"},
              "NotAction":["s3:*"],"NotResource":"arn:aws:s3:::b",
              "Condition":{"ForAllValues:StringLikeIfExists":{"aws:TagKeys":["a",true,1.50]},
                           "Null":{"aws:username":"true"}}},
             {"Effect":"Allow","Principal":"*","Action":"*","Resource":[]}]}
            """
        )
        #expect(document.version == .v2012)
        #expect(document.id == "i")
        let first = try #require(document.statements.first)
        #expect(first.effect == .deny)
        #expect(first.sid == "A")
        #expect(first.action == StatementElement(["s3:*"], isNegated: true))
        #expect(first.resource == StatementElement("arn:aws:s3:::b", isNegated: true))
        #expect(
            first.principal
                == PrincipalElement(
                    .groups([
                        .init(.aws, ["123456789012", "*"]), .init(.service, "s.x"),
                    ]),
                    isNegated: true
                )
        )
        let condition = try #require(first.conditions.first)
        #expect(condition.conditionOperator.comparison == .stringLike)
        #expect(condition.conditionOperator.ifExists)
        #expect(condition.conditionOperator.quantifier == .forAllValues)
        #expect(condition.values.map(\.text) == ["a", "true", "1.50"])
        #expect(first.conditions.count == 2)
        #expect(document.statements.last?.principal?.form == .everyone)
        #expect(document.contextKeys == ["aws:TagKeys", "aws:username"])
    }

    @Test(
        "reading what was printed gives an equal policy, spelled the same",
        arguments: [
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
            #"{"Statement":[]}"#,
            #"{"Version":"2008-10-17","Id":"é\"\\","Statement":[{"Sid":"","Effect":"Deny"}]}"#,
            #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":[],"Federated":"f"},"Action":[]}]}"#,
            """
            {"Statement":[{"Effect":"Allow","Action":["a:b"],"Resource":["*","*"],\
            "Condition":{"StringEquals":{"a:b":"c","d":[1,-2.0e3,false,"x"]},\
            "ForAnyValue:ArnLikeIfExists":{"e":[]}}}]}
            """,
        ]
    )
    func printing(_ text: String) throws {
        let document = try Self.parse(text)
        let printed = document.printed()
        #expect(String(decoding: printed, as: UTF8.self) == text)
        #expect(try PolicyDocument(parsing: printed) == document)
    }

    @Test(
        "what the grammar does not have is refused",
        arguments: [
            "", "null", "[]", "{}", #"{"Statement":"x"}"#, #"{"Statement":[[]]}"#,
            #"{"Version":"2013-10-17","Statement":[]}"#,
            #"{"version":"2012-10-17","Statement":[]}"#,
            #"{"Statement":{"Action":"*"}}"#, #"{"Statement":{"Effect":"allow"}}"#,
            #"{"Statement":{"Effect":"Allow","Action":"*","NotAction":"*"}}"#,
            #"{"Statement":{"Effect":"Allow","Effect":"Allow"}}"#,
            #"{"Statement":{"Effect":"Allow","Action":1}}"#,
            #"{"Statement":{"Effect":"Allow","Action":[["*"]]}}"#,
            #"{"Statement":{"Effect":"Allow","Actions":"*"}}"#,
            #"{"Statement":{"Effect":"Allow","Principal":"x"}}"#,
            #"{"Statement":{"Effect":"Allow","Principal":{}}}"#,
            #"{"Statement":{"Effect":"Allow","Principal":{"Aws":"*"}}}"#,
            #"{"Statement":{"Effect":"Allow","Condition":{"StringFoo":{"a":"b"}}}}"#,
            #"{"Statement":{"Effect":"Allow","Condition":{"NullIfExists":{"a":"true"}}}}"#,
            #"{"Statement":{"Effect":"Allow","Condition":{"ForSome:Bool":{"a":"true"}}}}"#,
            #"{"Statement":{"Effect":"Allow","Condition":{"Bool":{"a":null}}}}"#,
            #"{"Statement":{"Effect":"Allow","Condition":{"s3:prefix":"a"}}}"#,
        ]
    )
    func refused(_ text: String) throws {
        let error = try #require(throws: PolicyError.self) { try Self.parse(text) }
        #expect(error.code == .malformedPolicyDocument)
        #expect(error.message == "Syntax errors in policy.")
        #expect(error.position != nil)
    }

    @Test("statements know the bytes that they take")
    func ranges() throws {
        let text = #"{"Statement": [ {"Effect":"Deny"}, {"Effect":"Allow"} ]}"#
        let document = try Self.parse(text)
        let bytes = Array(text.utf8)
        #expect(
            document.statements.map { String(decoding: bytes[$0.range], as: UTF8.self) }
                == [#"{"Effect":"Deny"}"#, #"{"Effect":"Allow"}"#]
        )
    }

    @Test("principals are listed, and those of kind AWS can be replaced")
    func principals() throws {
        let document = try Self.parse(
            """
            {"Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:a","b"],"Service":"b"}},
                          {"Effect":"Allow","Principal":{"AWS":"arn:a"}},
                          {"Effect":"Allow","Principal":"*"}]}
            """
        )
        #expect(document.principals.map(\.value) == ["arn:a", "b", "b", "arn:a"])
        let mapped = document.mapPrincipals { $0 == "arn:a" ? "AIDA" : $0 }
        #expect(mapped.principals.map(\.value) == ["AIDA", "b", "b", "AIDA"])
        #expect(mapped.mapPrincipals { $0 == "AIDA" ? "arn:a" : $0 } == document)
    }

    @Test("keys are found in conditions and variables, the latter only in the current version")
    func contextKeys() throws {
        let body = """
            "Statement":{"Effect":"Allow","Action":"*",
            "Resource":"arn:aws:s3:::b/${aws:username}/${*}${aws:PrincipalTag/a, 'x'}/${",
            "Condition":{"StringLike":{"s3:prefix":"${aws:userid}","S3:Prefix":"$${"}}}}
            """
        #expect(
            try Self.parse(#"{"Version":"2012-10-17",\#(body)"#).contextKeys
                == ["s3:prefix", "aws:username", "aws:PrincipalTag/a", "aws:userid"]
        )
        #expect(try Self.parse("{\(body)").contextKeys == ["s3:prefix"])
    }
}
