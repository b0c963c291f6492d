import Base
import ServiceModel
import Testing
import WireProtocols

@Suite("Decoding requests")
struct DecodingTests {
    private func createRole(_ more: String) throws -> Structure {
        try Wire.input(
            try Wire.iam(),
            "Action=CreateRole&Version=2010-05-08&RoleName=R&AssumeRolePolicyDocument=x&" + more
        )
    }

    private func assumeRole(_ more: String) throws -> Structure {
        let base = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=ss"
        return try Wire.input(
            try Wire.sts(),
            "\(base)&RoleArn=arn:aws:iam::111122223333:role/R&\(more)"
        )
    }

    @Test("scalars become values of their shapes; unknown parameters are ignored")
    func scalars() throws {
        let input = try createRole("MaxSessionDuration=3600&Unknown=1&Unknown.member.1=2")
        #expect(
            input == [
                "RoleName": "R", "AssumeRolePolicyDocument": "x", "MaxSessionDuration": 3600,
            ]
        )
    }

    @Test(
        "lists are in numeric order, gaps close, the first of equal parameters counts",
        arguments: [
            ("Tags.member.1.Key=a&Tags.member.1.Value=1", ["a=1"]),
            (
                "Tags.member.10.Key=c&Tags.member.10.Value=&Tags.member.2.Value=2"
                    + "&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=1",
                ["a=1", "b=2", "c="]
            ),
            (
                "Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.1.Key=z"
                    + "&Tags.member.01.Value=y",
                ["a=1"]
            ),
            ("Tags.member.0.Key=a&Tags.member.0.Value=1", ["a=1"]),
            ("Tags=", []),
        ]
    )
    func lists(encoded: String, tags: [String]) throws {
        let input = try createRole(encoded)
        #expect(input.tags().map { "\($0.key)=\($0.value)" } == tags)
        #expect(input.list("Tags") != nil)
    }

    @Test("an absent list is absent")
    func absentList() throws {
        #expect(try createRole("Path=/").list("Tags") == nil)
    }

    @Test("a list of texts is read")
    func texts() throws {
        let input = try assumeRole("TransitiveTagKeys.member.2=b&TransitiveTagKeys.member.1=a")
        #expect(input.strings("TransitiveTagKeys") == ["a", "b"])
    }

    @Test(
        "numbers are signed 32-bit decimals",
        arguments: [("900", 900), ("+900", 900), ("0900", 900), ("%2B900", 900), ("43200", 43200)]
    )
    func numbers(text: String, number: Int) throws {
        let escaped = text.hasPrefix("+") ? "%2B" + text.dropFirst() : text
        #expect(try assumeRole("DurationSeconds=\(escaped)").integer("DurationSeconds") == number)
    }

    @Test(
        "parameters that do not fit their shapes are MalformedInput 400",
        arguments: [
            ("DurationSeconds=", "missing value for decimal type"),
            ("DurationSeconds=abc", nil),
            ("DurationSeconds=900.0", nil),
            ("DurationSeconds=2147483648", nil),
            ("DurationSeconds=-2147483649", nil),
            ("DurationSeconds=0x10", nil),
            ("DurationSeconds=%20900", nil),
            ("Tags=abc", "Unexpected list element termination"),
            ("Tags.member.x.Key=a", nil),
            ("Tags.member.-1.Key=a", nil),
            ("Tags.member.1234567890.Key=a", nil),
            ("Tags.1.Key=a", "Unexpected list element termination"),
            ("Tags.member.1=a", "Unexpected complex element termination"),
            ("Tags.member=a", "Unexpected list element termination"),
            ("ExternalId.x=1", "Start of structure or map found where not expected"),
            (
                "TransitiveTagKeys.member.1.x=1",
                "Start of structure or map found where not expected"
            ),
        ] as [(String, String?)]
    )
    func malformed(encoded: String, message: String?) throws {
        let error = #expect(throws: ServiceError.self) { try assumeRole(encoded) }
        #expect(error?.code == "MalformedInput")
        #expect(error?.status == 400)
        #expect(error?.message == message)
        #expect(error?.isBeforeDispatch == false)
    }

    private func properties(_ more: String) throws -> Structure? {
        let iam = try Wire.iam()
        let base = "Action=PutAccountProperties&Version=2010-05-08&"
        let form = try Form(Array((base + more).utf8))
        return try iam.decode(form, for: iam.operation(form)).map("Properties")
    }

    @Test("entries of maps are in numeric order, whatever stands between; the first key counts")
    func maps() throws {
        let properties = try properties(
            "Properties.entry.2.value=b&Properties.entry.1.key=k&Properties.entry.2.key=l"
                + "&Properties.other.1.key=x&Properties.entry.3.value=z&Properties.entry.1.value=a"
                + "&Properties.entry.3.key=k&Properties.entry.1.other=y&Properties.entry.1.key=m"
        )
        #expect(properties?.members.map(\.name) == ["k", "l"])
        #expect(properties == Structure(members: [("k", "a"), ("l", "b")]))
    }

    @Test(
        "entries of maps that are not whole are MalformedInput",
        arguments: ["entry.1.key=k", "entry.1.value=k", "entry.x.key=k", "entry.1=k", "entry=k"]
    )
    func brokenMaps(encoded: String) {
        let error = #expect(throws: ServiceError.self) { try properties("Properties." + encoded) }
        #expect(error?.code == "MalformedInput")
    }

    @Test("text that is not UTF-8 is refused")
    func encoding() throws {
        let error = #expect(throws: ServiceError.self) { try assumeRole("ExternalId=%FF%FE") }
        #expect(error?.code == "MalformedQueryString")
    }

    @Test("a truth value is true or false")
    func truth() throws {
        let iam = try Wire.iam()
        let base = "Action=CreateLoginProfile&Version=2010-05-08&Password=p&UserName=u"
        let input = try Wire.input(iam, base + "&PasswordResetRequired=true")
        #expect(input.boolean("PasswordResetRequired") == true)
        #expect(try Wire.refusal(iam, base + "&PasswordResetRequired=1")?.code == "MalformedInput")
    }

    @Test("an operation without input takes anything")
    func noInput() throws {
        let body = "Action=GetAccountSummary&Version=2010-05-08&X=1"
        #expect(try Wire.input(try Wire.iam(), body).isEmpty)
    }
}
