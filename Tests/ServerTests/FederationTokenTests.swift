import Base
import Markup
import Testing

/// - Source: AWS STS API Reference, GetFederationToken.
@Suite("Sessions of federated users")
struct FederationTokenTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Ann", policy: LabDocuments.allow("*"), by: root)
        #expect(lab.send(.s3("PUT", "/shelf"), as: root).status == 200)
    }

    private func federate(
        _ more: KeyValuePairs<String, String> = [:],
        as keys: LabKeys
    ) -> LabAnswer {
        let pairs = [("Name", "Bob")] + more.map { ($0.key, $0.value) }
        return lab.send(.call("sts", "GetFederationToken", pairs), as: keys)
    }

    private func session(_ policy: String?, as keys: LabKeys) throws -> LabKeys {
        try LabKeys(
            policy.map { federate(["Policy": $0], as: keys) } ?? federate(as: keys)
        )
    }

    private func status(_ keys: LabKeys) -> Int { lab.send(.s3("GET", "/shelf"), as: keys).status }

    @Test("a session has what its policies and its user's policies both allow")
    func intersection() throws {
        #expect(status(try session(LabDocuments.allow("s3:*"), as: user)) == 200)
        #expect(status(try session(LabDocuments.allow("iam:*"), as: user)) == 403)
        #expect(status(try session(nil, as: user)) == 403)
        let open = try session(LabDocuments.allow("*"), as: user)
        try lab.give("User", "Ann", LabDocuments.allow("iam:*"), by: root)
        #expect(status(open) == 403)
        try lab.give("User", "Ann", LabDocuments.allow("s3:*"), by: root)
        #expect(status(open) == 200)
    }

    @Test("a session of root has what its policies allow, and without them nothing")
    func ofRoot() throws {
        #expect(status(try session(LabDocuments.allow("s3:*"), as: root)) == 200)
        #expect(status(try session(LabDocuments.allow("iam:*"), as: root)) == 403)
        #expect(status(try session(nil, as: root)) == 403)
        let open = try session(LabDocuments.allow("*"), as: root)
        let mine = lab.call("sts", "GetCallerIdentity", as: open)
        #expect(mine.result?.text(of: "UserId") == "\(ServerLab.account):Bob")
        #expect(
            mine.result?.text(of: "Arn") == "arn:aws:sts::\(ServerLab.account):federated-user/Bob"
        )
    }

    @Test("a bucket's policy that names the federated user grants beside the session policies")
    func resourcePolicy() throws {
        let bare = try session(nil, as: user)
        let ofRoot = try session(nil, as: root)
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":\
            "arn:aws:sts::\(ServerLab.account):federated-user/Bob"},"Action":"s3:ListBucket",\
            "Resource":"arn:aws:s3:::shelf"}]}
            """
        let put = LabRequest.s3("PUT", "/shelf", query: [("policy", "")], body: policy)
        #expect(lab.send(put, as: root).status < 300)
        #expect(status(bare) == 200)
        #expect(status(ofRoot) == 200)
    }

    @Test("no operation of IAM, and of STS only GetCallerIdentity")
    func restrictions() throws {
        for keys in [user, root] {
            let session = try session(LabDocuments.allow("*"), as: keys)
            #expect(
                lab.call("iam", "ListUsers", as: session).refusal
                    == "403 InvalidClientTokenId: The security token included in the request is "
                    + "invalid"
            )
            for operation in ["GetSessionToken", "GetFederationToken", "AssumeRole"] {
                #expect(
                    lab.call("sts", operation, as: session).refusal
                        == "403 AccessDenied: Cannot call \(operation) with session credentials"
                )
            }
            #expect(lab.call("sts", "GetCallerIdentity", as: session).status == 200)
        }
    }

    @Test(
        "a session lasts twelve hours, up to thirty-six, and one of root's an hour at most",
        arguments: [nil, "900", "3600", "129600"]
    )
    func durations(asked: String?) throws {
        for (keys, isRoot) in [(user, false), (root, true)] {
            let answer = asked.map { federate(["DurationSeconds": $0], as: keys) }
            let expiration = (answer ?? federate(as: keys)).result?
                .child("Credentials")?.text(of: "Expiration")
            let seconds = asked.flatMap { Int64($0) } ?? 43_200
            let end = lab.clock.now.adding(seconds: isRoot ? min(seconds, 3600) : seconds)
            #expect(expiration == end.description)
        }
    }

    @Test("tags need sts:TagSession, and take the place of the user's")
    func tags() throws {
        try lab.done(
            "iam",
            "TagUser",
            [
                "UserName": "Ann", "Tags.member.1.Key": "team", "Tags.member.1.Value": "red",
                "Tags.member.2.Key": "floor", "Tags.member.2.Value": "2",
            ],
            as: root
        )
        let condition =
            #"{"StringEquals":{"aws:PrincipalTag/team":"blue","aws:PrincipalTag/floor":"2"}}"#
        let policy = LabDocuments.allow("s3:*", if: condition)
        let tags: KeyValuePairs = [
            "Policy": policy, "Tags.member.1.Key": "Team", "Tags.member.1.Value": "blue",
        ]
        let tagged = federate(tags, as: user)
        #expect(status(try LabKeys(tagged)) == 200)
        #expect(tagged.result?.text(of: "PackedPolicySize").flatMap { Int($0) } ?? 0 > 0)
        #expect(status(try session(policy, as: user)) == 403)
        try lab.give("User", "Ann", LabDocuments.allow("sts:GetFederationToken"), by: root)
        #expect(federate(tags, as: user).message?.contains("sts:TagSession on resource") == true)
        try lab.give("User", "Ann", LabDocuments.allow("s3:*"), by: root)
        #expect(
            federate(as: user).message
                == "User: arn:aws:iam::\(ServerLab.account):user/Ann is not authorized to perform: "
                + "sts:GetFederationToken on resource: arn:aws:sts::\(ServerLab.account)"
                + ":federated-user/Bob because no identity-based policy allows the "
                + "sts:GetFederationToken action"
        )
    }

    @Test("a session ends with the user that asked for it")
    func deletedUser() throws {
        let session = try session(LabDocuments.allow("*"), as: user)
        #expect(status(session) == 200)
        let key: KeyValuePairs = ["UserName": "Ann", "AccessKeyId": user.id]
        let policy: KeyValuePairs = ["UserName": "Ann", "PolicyName": "Own"]
        try lab.done("iam", "DeleteAccessKey", key, as: root)
        try lab.done("iam", "DeleteUserPolicy", policy, as: root)
        try lab.done("iam", "DeleteUser", ["UserName": "Ann"], as: root)
        #expect(lab.call("sts", "GetCallerIdentity", as: session).code == "InvalidClientTokenId")
    }
}
