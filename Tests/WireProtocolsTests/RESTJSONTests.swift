import Base
import ServiceModel
import Testing
import WireProtocols

@Suite("REST with JSON")
struct RESTJSONTests {
    private let wire: RESTJSONProtocol

    init() throws { wire = RESTJSONProtocol(try Model.eks()) }

    private func input(
        _ method: String,
        _ path: String,
        query: String = "",
        body: String = ""
    ) throws(ServiceError) -> (name: String, input: Structure) {
        let (operation, labels) = try wire.operation(.init(method: method, path: path))
        let query = Array(query.utf8)
        let form = try Form(body: Span(), query: query.span)
        let input = try wire.input(
            of: operation,
            labels: labels,
            query: form,
            body: Array(body.utf8)
        )
        return (operation.name, input)
    }

    private func refusal(_ method: String, _ path: String, body: String = "") -> String {
        do throws(ServiceError) {
            _ = try input(method, path, body: body)
            return "taken"
        } catch { return "\(error.status) \(error.code)" }
    }

    private static let associations = "/clusters/prod/pod-identity-associations"
    private static let minimal = #"{"namespace":"n","serviceAccount":"s","roleArn":"r"}"#

    @Test("method and path tell the operation, and labels are members")
    func paths() throws {
        let listed = try input(
            "GET",
            "/clusters/my%2Dcluster/pod-identity-associations",
            query: "maxResults=5&namespace=a%20b"
        )
        #expect(listed.name == "ListPodIdentityAssociations")
        #expect(
            listed.input == ["clusterName": "my-cluster", "maxResults": 5, "namespace": "a b"]
        )
        let deleted = try input("DELETE", Self.associations + "/a-1")
        #expect(deleted.name == "DeletePodIdentityAssociation")
        #expect(deleted.input == ["clusterName": "prod", "associationId": "a-1"])
    }

    @Test(
        "other methods and paths are no operation",
        arguments: [
            ("PUT", associations), ("GET", "/clusters"), ("GET", associations + "/"),
            ("GET", "/clusters//pod-identity-associations"), ("GET", associations + "/a/b"),
            ("GET", "/clusters/%zz/pod-identity-associations"),
            ("GET", "/clusters/%ff/pod-identity-associations"), ("GET", "/"), ("GET", ""),
        ]
    )
    func unknown(method: String, path: String) {
        #expect(refusal(method, path) == "404 UnknownOperationException")
    }

    @Test("a body's members have the kinds of the model; unknown and null ones are ignored")
    func bodies() throws {
        let made = try input(
            "POST",
            Self.associations,
            body: """
                {"namespace":"n","serviceAccount":"s","roleArn":"r\\u00e9","moon":{"x":[1]},
                "policy":null,"disableSessionTags":true,"tags":{"team":"blue"},"clusterName":"x"}
                """
        )
        #expect(
            made.input == [
                "clusterName": "prod", "namespace": "n", "serviceAccount": "s", "roleArn": "ré",
                "disableSessionTags": true, "tags": .map(["team": "blue"]),
            ]
        )
    }

    @Test(
        "a body out of form is refused",
        arguments: [
            "{", "[]", "7", #"{"namespace":1}"#, #"{"disableSessionTags":"true"}"#,
            #"{"tags":[]}"#, #"{"tags":{"a":1}}"#, "\u{FEFF}{}", #"{"namespace":"n"} x"#,
            String(repeating: "[", count: 1000),
        ]
    )
    func broken(body: String) {
        #expect(
            refusal("POST", Self.associations, body: body) == "400 SerializationException"
        )
    }

    @Test("what the model requires must be there, and its constraints hold")
    func constraints() {
        #expect(refusal("POST", Self.associations, body: Self.minimal) == "taken")
        #expect(refusal("POST", Self.associations) == "400 ValidationError")
        #expect(refusal("POST", Self.associations, body: "{}") == "400 ValidationError")
    }

    @Test("answers have the model's members in order, moments as seconds")
    func answers() throws {
        let operation = try #require(
            wire.model.operation(named: "DescribePodIdentityAssociation")
        )
        let answer = wire.success(
            operation,
            [
                "association": [
                    "createdAt": .timestamp(Timestamp(seconds: 1_790_000_000)),
                    "clusterName": "a\"b", "tags": .map(["k": "v"]), "disableSessionTags": false,
                ]
            ]
        )
        #expect(answer.contentType == "application/json")
        #expect(
            Wire.text(answer)
                == #"{"association":{"clusterName":"a\"b","tags":{"k":"v"},"#
                + #""createdAt":1790000000,"disableSessionTags":false}}"#
        )
    }

    @Test("an error's code stands in a header field")
    func errors() {
        let error = ServiceError(code: "ResourceInUseException", message: "no", status: 409)
        let answer = wire.failure(error)
        #expect(answer.errorType == "ResourceInUseException")
        #expect((answer.status, Wire.text(answer)) == (409, #"{"message":"no"}"#))
    }
}
