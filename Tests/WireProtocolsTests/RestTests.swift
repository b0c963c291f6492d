import Base
import Markup
import ServiceModel
import Testing
import WireProtocols

@Suite("Paths and JSON")
struct RestTests {
    private func wire() throws -> RestProtocol { RestProtocol(try Model.eks()) }

    private func input(
        _ method: String,
        _ path: String,
        query: String = "",
        body: String = ""
    ) throws -> Structure {
        let wire = try wire()
        let call = try wire.call(method: Array(method.utf8)[...], path: Array(path.utf8)[...])
        let query = Array(query.utf8)
        return try wire.input(of: call, query: query.span, body: Array(body.utf8))
    }

    private static let associations = "/clusters/prod/pod-identity-associations"

    private func create(_ body: String) throws -> Structure {
        try input("POST", Self.associations, body: body)
    }

    private static let required =
        #""namespace":"n","serviceAccount":"s","roleArn":"r""#

    @Test("members come from the path, the query and the body; unknown ones are ignored")
    func places() throws {
        #expect(
            try create("{\(Self.required),\"unknown\":[{}],\"clusterName\":\"other\"}")
                == [
                    "clusterName": "prod", "namespace": "n", "serviceAccount": "s", "roleArn": "r",
                ]
        )
        #expect(
            try input("GET", Self.associations, query: "maxResults=7&namespace=a%20b&other=1")
                == ["clusterName": "prod", "maxResults": 7, "namespace": "a b"]
        )
        #expect(
            try input("DELETE", "/tags/arn%3Aa%2Fb", query: "tagKeys=x&tagKeys=y")
                == ["resourceArn": "arn:a/b", "tagKeys": ["x", "y"]]
        )
    }

    @Test("null is absent, and maps and truth values are read")
    func values() throws {
        let input = try create(
            "{\(Self.required),\"policy\":null,\"tags\":{\"a\":\"1\",\"b\":null},"
                + "\"disableSessionTags\":true}"
        )
        #expect(input["policy"] == nil)
        #expect(input.map("tags") == ["a": "1"])
        #expect(input.boolean("disableSessionTags") == true)
    }

    @Test(
        "what does not fit its shape is refused",
        arguments: [
            ("[]", "Start of list found where not expected"),
            ("7", "Expected structure or null"),
            ("{", ""), ("{}}", ""), ("{\"a\":1,\"a\":2}", ""),
            ("{\"namespace\":7}", "NUMBER_VALUE can not be converted to a String"),
            ("{\"namespace\":true}", "TRUE_VALUE can not be converted to a String"),
            ("{\"namespace\":{}}", "Start of structure or map found where not expected."),
            ("{\"namespace\":[]}", "Start of list found where not expected"),
            ("{\"disableSessionTags\":\"true\"}", "STRING_VALUE can not be converted to a Boolean"),
            ("{\"tags\":\"a\"}", "Expected map or null"),
            ("{\"tags\":{\"a\":1}}", "NUMBER_VALUE can not be converted to a String"),
        ]
    )
    func refusals(body: String, message: String) throws {
        let error = try #require(throws: ServiceError.self) { try create(body) }
        #expect(error.code == "SerializationException")
        #expect(error.status == 400)
        if !message.isEmpty { #expect(error.message == message) }
    }

    @Test("deep nesting is refused, in members that are unknown too")
    func depth() throws {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let error = try #require(throws: ServiceError.self) {
            try create("{\(Self.required),\"x\":\(deep)}")
        }
        #expect(error.code == "SerializationException")
    }

    @Test("numbers in the query must be numbers within the model's bounds")
    func numbers() throws {
        for (text, code) in [
            ("x", "SerializationException"), ("1.5", "SerializationException"),
            ("99999999999", "SerializationException"), ("0", "ValidationError"),
            ("101", "ValidationError"),
        ] {
            let error = try #require(throws: ServiceError.self) {
                try input("GET", Self.associations, query: "maxResults=\(text)")
            }
            #expect(error.code == code, "\(text)")
        }
    }

    @Test("absent members that are required are told")
    func required() throws {
        let error = try #require(throws: ServiceError.self) { try create("{\"namespace\":\"n\"}") }
        #expect(error.code == "ValidationError")
        #expect(error.message?.hasPrefix("2 validation errors detected: ") == true)
        let wire = try wire()
        #expect(wire.failure(error).errorType == "InvalidParameterException")
    }

    @Test(
        "other methods and paths are no operation",
        arguments: [
            ("PUT", associations), ("POST", associations + "/"), ("GET", "/"), ("GET", ""),
            ("GET", "//pod-identity-associations"),
            ("GET", "/clusters/%zz/pod-identity-associations"),
            ("GET", "/clusters/%00/pod-identity-associations"),
            ("GET", "/clusters/%ff/pod-identity-associations"),
            ("GET", "/clusters/%4/pod-identity-associations"),
            ("GET", String(repeating: "/a", count: 1000)),
        ]
    )
    func unknown(method: String, path: String) throws {
        let error = try #require(throws: ServiceError.self) { try input(method, path) }
        #expect(error.code == "UnknownOperationException")
        #expect(error.status == 404)
    }

    @Test("output is JSON, moments as seconds with a fraction when there is one")
    func output() throws {
        let wire = try wire()
        let operation = try #require(wire.model.operation(named: "DescribePodIdentityAssociation"))
        let answer = wire.success(
            operation,
            [
                "association": [
                    "clusterName": "prod",
                    "createdAt": .timestamp(Timestamp(seconds: 1_790_000_000)),
                    "modifiedAt": .timestamp(Timestamp(milliseconds: 1_790_000_000_005)),
                    "tags": .map(["a\"": "1"]),
                    "disableSessionTags": false,
                ]
            ]
        )
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"association":{"clusterName":"prod","tags":{"a\"":"1"},"createdAt":1790000000,"#
                + #""modifiedAt":1790000000.005,"disableSessionTags":false}}"#
        )
        #expect(answer.contentType == "application/json")
        #expect(answer.errorType == nil)
    }

    @Test("errors have a type beside the message")
    func errors() throws {
        let wire = try wire()
        for (error, type) in [
            (ServiceError.accessDenied("no"), "AccessDeniedException"),
            (.internalFailure, "ServerException"), (.notImplemented("X"), "NotImplemented"),
        ] {
            let answer = wire.failure(error)
            #expect(answer.errorType == type)
            #expect(answer.status == error.status)
            let body = try JSONDocument(parsing: answer.body)
            #expect(body.root["message"]?.string == error.message)
        }
    }
}
