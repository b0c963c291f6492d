import Base
import ServiceModel
import Testing
import WireProtocols

@Suite("Encoding answers")
struct EncodingTests {
    private func answer(
        _ wire: QueryProtocol,
        _ name: String,
        _ output: Structure
    ) throws -> String {
        let operation = try #require(wire.model.operation(named: name))
        let answer = wire.success(operation, output, requestID: "r-1")
        #expect(answer.status == 200)
        #expect(answer.contentType == "text/xml")
        return Wire.text(answer)
    }

    @Test("members come in the model's order, whatever the order they were given in")
    func callerIdentity() throws {
        let text = try answer(
            try Wire.sts(),
            "GetCallerIdentity",
            [
                "Arn": "arn:aws:iam::111122223333:user/Bob", "UserId": "AIDA1",
                "Account": "111122223333",
            ]
        )
        #expect(
            text
                == [
                    "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">",
                    "<GetCallerIdentityResult><UserId>AIDA1</UserId>",
                    "<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/Bob</Arn>",
                    "</GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId>",
                    "</ResponseMetadata></GetCallerIdentityResponse>",
                ].joined()
        )
    }

    @Test("an operation without output has only metadata")
    func noOutput() throws {
        #expect(
            try answer(try Wire.iam(), "DeleteUser", [:])
                == [
                    "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">",
                    "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>",
                    "</DeleteUserResponse>",
                ].joined()
        )
    }

    @Test("lists have member elements, an empty list an empty element, times an offset of Z")
    func lists() throws {
        let created = Timestamp(milliseconds: 1_795_000_000_999)
        let user: Structure = [
            "Path": "/", "UserName": "a<&>\"'\r\u{1}é", "UserId": "AIDA1", "Arn": "arn",
            "CreateDate": .timestamp(created), "Tags": .tags([Tag(key: "k", value: "")]),
        ]
        let text = try answer(
            try Wire.iam(),
            "ListUsers",
            ["Users": .structures([user]), "IsTruncated": false]
        )
        #expect(
            text.contains(
                [
                    "<ListUsersResult><Users><member><Path>/</Path>",
                    "<UserName>a&lt;&amp;&gt;&quot;'&#xD;\u{FFFD}é</UserName><UserId>AIDA1</UserId>",
                    "<Arn>arn</Arn><CreateDate>2026-11-18T11:06:40Z</CreateDate><Tags><member>",
                    "<Key>k</Key><Value></Value></member></Tags></member></Users>",
                    "<IsTruncated>false</IsTruncated></ListUsersResult>",
                ].joined()
            )
        )
        let empty = try answer(try Wire.iam(), "ListUsers", ["Users": [], "IsTruncated": false])
        #expect(empty.contains("<ListUsersResult><Users></Users><IsTruncated>false<"))
    }

    @Test("maps have entry elements with key and value")
    func maps() throws {
        let text = try answer(
            try Wire.iam(),
            "GetAccountSummary",
            ["SummaryMap": .map(["Users": 3, "Roles": -12])]
        )
        #expect(
            text.contains(
                [
                    "<SummaryMap><entry><key>Users</key><value>3</value></entry>",
                    "<entry><key>Roles</key><value>-12</value></entry></SummaryMap>",
                ].joined()
            )
        )
    }

    @Test("blobs are base64")
    func blobs() throws {
        let text = try answer(
            try Wire.iam(),
            "GetCredentialReport",
            ["Content": .blob(Array("user,arn".utf8)), "ReportFormat": "text/csv"]
        )
        #expect(text.contains("<Content>dXNlcixhcm4=</Content>"))
    }

    @Test("errors have type, code, message and the service's namespace")
    func errors() throws {
        let wire = try Wire.iam()
        let answer = wire.failure(.noSuchEntity("No <user>."), requestID: "r-1")
        #expect(answer.status == 404)
        #expect(answer.contentType == "text/xml")
        #expect(
            Wire.text(answer)
                == [
                    "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>",
                    "<Type>Sender</Type><Code>NoSuchEntity</Code><Message>No &lt;user&gt;.</Message>",
                    "</Error><RequestId>r-1</RequestId></ErrorResponse>",
                ].joined()
        )
        let failure = Wire.text(wire.failure(.internalFailure, requestID: "r"))
        #expect(failure.contains("<Type>Receiver</Type><Code>InternalFailure</Code>"))
    }

    @Test("an error from before dispatch has the front end's namespace")
    func fault() throws {
        let wire = try Wire.sts()
        let error = try #require(try Wire.refusal(wire, "Action=Nope&Version=1"))
        #expect(
            Wire.text(wire.failure(error, requestID: "r"))
                == [
                    "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\">",
                    "<Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find ",
                    "operation Nope for version 1</Message></Error><RequestId>r</RequestId>",
                    "</ErrorResponse>",
                ].joined()
        )
    }

    @Test("an error without message has no message element")
    func noMessage() throws {
        let error = ServiceError(code: "MalformedInput", message: nil)
        let text = Wire.text(try Wire.sts().failure(error, requestID: "r"))
        #expect(!text.contains("<Message>"))
    }
}
