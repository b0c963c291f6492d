import Base
import Testing

@Suite("Pod identity")
struct PodIdentityTests {
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        for role in ["Pod", "Other"] {
            try lab.makeRole(
                role,
                trust: LabDocuments.trust(service: "pods.eks.amazonaws.com"),
                by: root
            )
        }
    }

    private static func arn(_ role: String) -> String {
        "arn:aws:iam::\(ServerLab.account):role/\(role)"
    }

    private func send(
        _ method: String,
        _ path: String = "",
        _ body: String = "",
        by keys: LabKeys? = nil
    ) -> LabAnswer {
        let request = LabRequest(
            service: "eks",
            method: method,
            path: "/clusters/prod/pod-identity-associations\(path)",
            body: Array(body.utf8)
        )
        return lab.send(request, as: keys ?? root)
    }

    private func associate(_ role: String, by keys: LabKeys? = nil) -> LabAnswer {
        let body = """
            {"namespace":"shop","serviceAccount":"web","roleArn":"\(Self.arn(role))"}
            """
        return send("POST", "", body, by: keys)
    }

    private func id(_ answer: LabAnswer) throws -> String {
        let match = answer.text.firstMatch(of: /"associationId":"(a-[0-9a-f]+)"/)
        return String(try #require(match, "no association in \(answer)").1)
    }

    private func act(_ role: String, _ association: String) -> LabAnswer {
        let source =
            "arn:aws:eks:us-east-1:\(ServerLab.account):podidentityassociation/prod/\(association)"
        return lab.call(
            "rolecall",
            "ActAsService",
            [
                "Service": "pods.eks.amazonaws.com", "RoleArn": Self.arn(role),
                "RoleSessionName": "web", "SourceArn": source,
            ],
            as: root
        )
    }

    @Test("the role of an association is the one that EKS gets for it, as long as it is there")
    func acting() throws {
        let id = try id(associate("Pod"))
        #expect(act("Pod", id).status == 200)
        #expect(act("Other", id).code == "AccessDenied")
        #expect(act("Pod", "a-0").code == "AccessDenied")
        let change = #"{"roleArn":"\#(Self.arn("Other"))"}"#
        #expect(send("POST", "/\(id)", change).status == 200)
        #expect(act("Pod", id).code == "AccessDenied")
        #expect(act("Other", id).status == 200)
        #expect(send("DELETE", "/\(id)").status == 200)
        #expect(act("Other", id).code == "AccessDenied")
    }

    @Test("who may not pass the role, or is of another account, binds nothing")
    func passing() throws {
        let policy = LabDocuments.allow("eks:*")
        let user = try lab.makeUser("Ann", policy: policy, by: root)
        #expect(associate("Pod", by: user).code == "AccessDeniedException")
        let other = try lab.makeAccount(ServerLab.otherAccount)
        #expect(associate("Pod", by: other).code == "AccessDeniedException")
        #expect(send("GET").text == #"{"associations":[]}"#)
        #expect(associate("Nobody").code == "InvalidParameterException")
    }

    @Test("an association is its account's alone, and goes with it")
    func accounts() throws {
        let id = try id(associate("Pod"))
        let other = try lab.makeAccount(ServerLab.otherAccount)
        #expect(send("GET", "/\(id)", by: other).code == "ResourceNotFoundException")
        #expect(send("DELETE", "/\(id)", by: other).code == "ResourceNotFoundException")
        #expect(send("GET", "/\(id)").status == 200)
    }

    @Test("keys that are wrong are refused in the words of JSON services")
    func refusals() {
        let wrong = LabKeys(id: root.id, secret: "wrong")
        #expect(send("GET", by: wrong).code == "InvalidSignatureException")
        let nobody = LabKeys(id: "AKIAAAAAAAAAAAAAAAAA", secret: "wrong")
        #expect(send("GET", by: nobody).code == "UnrecognizedClientException")
        #expect(send("PATCH").code == "UnknownOperationException")
        #expect(send("POST", "", "{").code == "SerializationException")
    }
}
