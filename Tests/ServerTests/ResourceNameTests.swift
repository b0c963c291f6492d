import Markup
import Testing

/// A policy that denies something to an ARN holds whatever the request calls it.
@Suite("Names of resources")
struct ResourceNameTests {
    private static let prefixes = ["arn:aws-cn:", "arn:x:", "arn:AWS:"]

    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
    }

    /// A user who may do everything but what concerns a resource.
    private func user(without resource: String) throws -> LabKeys {
        let user = try lab.makeUser("Ann", policy: LabDocuments.allow("*"), by: root)
        let deny = LabDocuments.deny("*", on: resource)
        try lab.done(
            "iam",
            "PutUserPolicy",
            ["UserName": "Ann", "PolicyName": "Deny", "PolicyDocument": deny],
            as: root
        )
        return user
    }

    private func send(
        _ service: String,
        _ method: String,
        _ path: String,
        _ body: String = "",
        as keys: LabKeys? = nil
    ) -> LabAnswer {
        lab.send(.rest(service, method, path, body: body), as: keys ?? root)
    }

    @Test("a profile of IAM Roles Anywhere has one ARN")
    func anywhere() throws {
        let made = send("rolesanywhere", "POST", "/profiles", #"{"name":"p","roleArns":[]}"#)
        let arn = try #require(made.json?.root["profile"]?["profileArn"]?.string)
        let user = try user(without: arn)
        func tag(_ arn: String, by keys: LabKeys) -> LabAnswer {
            let body = #"{"resourceArn":"\#(arn)","tags":[{"key":"a","value":"b"}]}"#
            return send("rolesanywhere", "POST", "/TagResource", body, as: keys)
        }
        #expect(tag(arn, by: user).code == "AccessDeniedException")
        for prefix in Self.prefixes {
            let other = prefix + arn.dropFirst("arn:aws:".count)
            #expect(tag(other, by: user).code == "ResourceNotFoundException")
        }
        #expect(tag(arn, by: root).status == 201)
    }

    @Test("a pod identity association has one ARN")
    func associations() throws {
        try lab.makePods(role: "Worker", by: root)
        let body = """
            {"namespace":"shop","serviceAccount":"till",\
            "roleArn":"arn:aws:iam::\(ServerLab.account):role/Worker"}
            """
        let made = send("eks", "POST", "/clusters/prod/pod-identity-associations", body)
        let arn = try #require(made.json?.root["association"]?["associationArn"]?.string)
        let user = try user(without: arn)
        func tag(_ arn: String, by keys: LabKeys) -> LabAnswer {
            let path = "/tags/" + arn.split(separator: "/").joined(separator: "%2F")
            return send("eks", "POST", path, #"{"tags":{"a":"b"}}"#, as: keys)
        }
        #expect(tag(arn, by: user).code == "AccessDeniedException")
        for prefix in Self.prefixes {
            let other = prefix + arn.dropFirst("arn:aws:".count)
            #expect(tag(other, by: user).code == "NotFoundException")
        }
        #expect(tag(arn, by: root).status == 200)
    }

    @Test("a role that is passed has one ARN")
    func roles() throws {
        let role = "arn:aws:iam::\(ServerLab.account):role/Worker"
        let user = try user(without: role)
        for prefix in ["arn:aws:"] + Self.prefixes {
            let other = prefix + role.dropFirst("arn:aws:".count)
            let body = #"{"name":"p","roleArns":["\#(other)"]}"#
            let answer = send("rolesanywhere", "POST", "/profiles", body, as: user)
            #expect([400, 403].contains(answer.status), "\(answer)")
        }
    }
}
