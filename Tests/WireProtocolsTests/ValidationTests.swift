import ServiceModel
import Testing
import WireProtocols

@Suite("Constraints of the models")
struct ValidationTests {
    private static let arnPattern =
        [
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD",
            "\\u10000-\\u10FFFF]+",
        ].joined()
    private static let prefix = "failed to satisfy constraint: Member must"
    private static let nameForm =
        "contain only alphanumeric characters and/or the following: +=,.@_-"
    private static let prefixForm =
        "begin with the / character and contain only alphanumeric characters and/or / characters."

    private func refusal(sts more: String) throws -> String? {
        let error = try Wire.refusal(
            try Wire.sts(),
            "Action=AssumeRole&Version=2011-06-15&\(more)"
        )
        if let error { #expect(error.code == "ValidationError" && error.status == 400) }
        return error?.message
    }

    private func refusal(iam action: String, _ more: String) throws -> String? {
        let error = try Wire.refusal(
            try Wire.iam(),
            "Action=\(action)&Version=2010-05-08&\(more)"
        )
        if let error { #expect(error.code == "ValidationError" && error.status == 400) }
        return error?.message
    }

    @Test(
        "the texts of live STS",
        arguments: [
            ("RoleSessionName=ss", "Value null at 'roleArn' \(prefix) not be null"),
            (
                "RoleSessionName=ss&RoleArn=not-an-arn",
                "Value 'not-an-arn' at 'roleArn' \(prefix) have length greater than or equal to 20"
            ),
            (
                "RoleArn=arn:aws:iam::1:role/R&RoleSessionName=",
                "Value '' at 'roleSessionName' \(prefix) have length greater than or equal to 2"
            ),
            (
                "RoleArn=arn:aws:iam::1:role/R&RoleSessionName=bad/name",
                [
                    "Value 'bad/name' at 'roleSessionName' \(prefix) satisfy regular expression ",
                    "pattern: [\\w+=,.@-]*",
                ].joined()
            ),
            (
                "RoleArn=arn:aws:iam::1:role/R&RoleSessionName=ss&DurationSeconds=-1",
                "Value '-1' at 'durationSeconds' \(prefix) have value greater than or equal to 900"
            ),
            (
                "RoleArn=arn:aws:iam::1:role/R&RoleSessionName=ss&DurationSeconds=43201",
                [
                    "Value '43201' at 'durationSeconds' \(prefix) have value less than or equal to ",
                    "43200",
                ].joined()
            ),
        ]
    )
    func texts(more: String, text: String) throws {
        #expect(try refusal(sts: more) == "1 validation error detected: \(text)")
    }

    @Test("several violations stand in one message")
    func several() throws {
        let subject = "Value '' at 'roleArn' failed to satisfy constraint: Member must"
        #expect(
            try refusal(sts: "RoleArn=&RoleSessionName=ss")
                == [
                    "2 validation errors detected: \(subject) satisfy regular expression pattern: ",
                    "\(Self.arnPattern); \(subject) have length greater than or equal to 20",
                ].joined()
        )
    }

    @Test("a role name of 65 characters is too long, by scalars and not by bytes")
    func length() throws {
        let name = String(repeating: "x", count: 65)
        #expect(
            try refusal(iam: "GetRole", "RoleName=\(name)")
                == [
                    "1 validation error detected: Value at 'roleName' failed to satisfy ",
                    "constraint: Member must have length less than or equal to 64",
                ].joined()
        )
        #expect(try refusal(iam: "GetRole", "RoleName=\(name.dropFirst())") == nil)
        let tag = String(repeating: "é", count: 256)
        let tags = "UserName=u&Tags.member.1.Key=k&Tags.member.1.Value="
        #expect(try refusal(iam: "TagUser", tags + tag) == nil)
        #expect(try refusal(iam: "TagUser", tags + tag + "é") != nil)
    }

    @Test(
        "IAM tells in its own words that a name or path is out of form",
        arguments: [
            (
                "GetRole", "RoleName=a/b", "roleName",
                Self.nameForm
            ),
            (
                "UpdateUser", "UserName=a&NewUserName=a%20b", "newUserName",
                Self.nameForm
            ),
            (
                "CreateUser", "UserName=a&Path=bad", "path",
                "begin and end with / and contain only alphanumeric characters and/or / characters."
            ),
            (
                "ListUsers", "PathPrefix=", "pathPrefix",
                Self.prefixForm
            ),
            (
                "ListPolicies", "PathPrefix=bad", "pathPrefix",
                Self.prefixForm
            ),
        ]
    )
    func ownWords(operation: String, more: String, member: String, form: String) throws {
        #expect(
            try refusal(iam: operation, more)
                == "The specified value for \(member) is invalid. It must \(form)"
        )
    }

    @Test("what is too long or missing is told before a name's form")
    func lengthBeforeForm() throws {
        let name = "a/" + String(repeating: "x", count: 64)
        #expect(
            try refusal(iam: "GetRole", "RoleName=\(name)")
                == "1 validation error detected: Value at 'roleName' \(Self.prefix) have length less "
                + "than or equal to 64"
        )
        #expect(
            try refusal(iam: "GetRole", "")
                == "1 validation error detected: Value at 'roleName' \(Self.prefix) not be null"
        )
    }

    @Test("the path of a nested member names its list's position")
    func nested() throws {
        let more = "UserName=u&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b"
        #expect(
            try refusal(iam: "TagUser", more)
                == [
                    "1 validation error detected: Value at 'tags.2.member.value' failed to ",
                    "satisfy constraint: Member must not be null",
                ].joined()
        )
        #expect(
            try refusal(iam: "TagUser", more + "&Tags.member.2.Value=a%26b")
                == [
                    "1 validation error detected: Value at 'tags.2.member.value' failed to ",
                    "satisfy constraint: Member must satisfy regular expression pattern: ",
                    "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
                ].joined()
        )
    }

    @Test("texts in a list are judged together")
    func listOfTexts() throws {
        #expect(
            try refusal(iam: "UntagUser", "UserName=u&TagKeys.member.1=a&TagKeys.member.2=")
                == [
                    "1 validation error detected: Value at 'tagKeys' failed to satisfy ",
                    "constraint: Member must satisfy constraint: [Member must have length less than ",
                    "or equal to 128, Member must have length greater than or equal to 1, Member ",
                    "must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, ",
                    "Member must not be null]",
                ].joined()
        )
    }

    @Test("a list may be too long")
    func listLength() throws {
        var more = "UserName=u"
        for index in 1...51 {
            more += "&Tags.member.\(index).Key=k\(index)&Tags.member.\(index).Value=v"
        }
        let message = try #require(try refusal(iam: "TagUser", more))
        let text = "at 'tags' \(Self.prefix) have length less than or equal to 50"
        #expect(message == "1 validation error detected: Value \(text)")
    }

    @Test("an enumeration names its values")
    func enumeration() throws {
        let more = "UserName=u&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=Asleep"
        #expect(
            try refusal(iam: "UpdateAccessKey", more)
                == [
                    "1 validation error detected: Value 'Asleep' at 'status' failed to satisfy ",
                    "constraint: Member must satisfy enum value set: [Active, Inactive, Expired]",
                ].joined()
        )
    }

    @Test("a sensitive value is not repeated")
    func sensitive() throws {
        let message = try #require(
            try refusal(iam: "ChangePassword", "OldPassword=geheim&NewPassword=g%00heim")
        )
        #expect(!message.contains("heim"))
        #expect(message.contains("Value at 'newPassword' failed"))
    }

    @Test("a long value is cut in the message")
    func cut() throws {
        let name = String(repeating: "x", count: 1_000_000)
        let message = try #require(try refusal(iam: "GetRole", "RoleName=\(name)"))
        #expect(message.utf8.count < 20_000)
    }
}
