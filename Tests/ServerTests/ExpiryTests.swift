import Base
import Testing

@Suite("Ends of sessions and signatures")
struct ExpiryTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Alice", policy: LabDocuments.allow("*"), by: root)
        try lab.makeRole(
            "Worker",
            trust: LabDocuments.trust(ServerLab.account),
            policy: LabDocuments.allow("*"),
            maxSeconds: 7200,
            by: root
        )
        #expect(lab.send(.s3("PUT", "/shelf"), as: root).status == 200)
    }

    private static let queryExpired =
        "403 ExpiredToken: The security token included in the request is expired"
    private static let s3Expired = "400 ExpiredToken: The provided token has expired."

    @Test("a session of a role is accepted in its last second and refused at its end")
    func roleSession() throws {
        let session = try lab.assume("Worker", seconds: 900, by: user)
        lab.clock.advance(seconds: 899)
        #expect(lab.call("iam", "ListUsers", as: session).status == 200)
        #expect(lab.call("sts", "GetCallerIdentity", as: session).status == 200)
        #expect(lab.send(.s3("GET", "/shelf"), as: session).status == 200)
        lab.clock.advance(seconds: 1)
        #expect(lab.call("iam", "ListUsers", as: session).refusal == Self.queryExpired)
        #expect(lab.call("sts", "GetCallerIdentity", as: session).refusal == Self.queryExpired)
        #expect(lab.send(.s3("GET", "/shelf"), as: session).refusal == Self.s3Expired)
    }

    @Test("a session that was never used before its end is refused the same way")
    func unseenSession() throws {
        let session = try lab.assume("Worker", seconds: 900, by: user)
        lab.clock.advance(seconds: 900)
        #expect(lab.call("iam", "ListUsers", as: session).refusal == Self.queryExpired)
        #expect(lab.send(.s3("GET", "/shelf"), as: session).refusal == Self.s3Expired)
    }

    @Test("a session of a user ends as it was asked to, and after twelve hours by itself")
    func userSession() throws {
        for (asked, seconds) in [(nil, 43_200), ("900", 900), ("129600", 129_600)] {
            let made =
                if let asked {
                    try lab.done("sts", "GetSessionToken", ["DurationSeconds": asked], as: user)
                } else {
                    try lab.done("sts", "GetSessionToken", as: user)
                }
            let session = try LabKeys(made)
            lab.clock.advance(seconds: Int64(seconds) - 1)
            #expect(lab.call("sts", "GetCallerIdentity", as: session).status == 200)
            #expect(lab.send(.s3("GET", "/shelf"), as: session).status == 200)
            lab.clock.advance(seconds: 1)
            let refusal = lab.call("sts", "GetCallerIdentity", as: session).refusal
            #expect(refusal == Self.queryExpired)
            #expect(lab.send(.s3("GET", "/shelf"), as: session).refusal == Self.s3Expired)
        }
    }

    @Test("an expired session is told before a wrong secret is")
    func expiryBeforeSignature() throws {
        var session = try lab.assume("Worker", seconds: 900, by: user)
        session = LabKeys(id: session.id, secret: "wrong", token: session.token)
        lab.clock.advance(seconds: 900)
        #expect(lab.call("iam", "ListUsers", as: session).refusal == Self.queryExpired)
    }

    @Test("a signed header holds fifteen minutes, the bound included", arguments: [-1, 1])
    func headerBound(side: Int64) {
        let now = lab.clock.now
        for request in [LabRequest.call("sts", "GetCallerIdentity"), .s3("GET", "/shelf")] {
            let atBound = request.signed(user, at: now.adding(seconds: side * 900))
            #expect(lab.send(atBound, body: request.body).status == 200)
        }
        let beyond = now.adding(seconds: side * 901)
        let call = LabRequest.call("sts", "GetCallerIdentity")
        let limit = now.adding(seconds: side * 900).text(.basic)
        let expected =
            side < 0
            ? "403 SignatureDoesNotMatch: Signature expired: \(beyond.text(.basic)) is now earlier "
                + "than \(limit) (\(now.text(.basic)) - 15 min.)"
            : "403 SignatureDoesNotMatch: Signature not yet current: \(beyond.text(.basic)) is "
                + "still later than \(limit) (\(now.text(.basic)) + 15 min.)"
        #expect(lab.send(call.signed(user, at: beyond), body: call.body).refusal == expected)
        let get = LabRequest.s3("GET", "/shelf")
        #expect(
            lab.send(get.signed(user, at: beyond)).refusal
                == "403 RequestTimeTooSkewed: The difference between the request time and the "
                + "current time is too large."
        )
    }

    @Test("a presigned request to S3 holds as long as it says, and not from the future")
    func presignedBound() {
        let start = lab.clock.now
        let head = LabRequest.s3("GET", "/shelf").presigned(user, at: start, seconds: 3600)
        lab.clock.advance(seconds: -900)
        #expect(lab.send(head).status == 200)
        lab.clock.advance(seconds: -1)
        #expect(lab.send(head).status == 403)
        lab.clock.now = start.adding(seconds: 3600)
        #expect(lab.send(head).status == 200)
        lab.clock.advance(seconds: 1)
        #expect(lab.send(head).refusal == "403 AccessDenied: Request has expired")
    }

    @Test("a presigned request does not outlive the session that signed it")
    func presignedBySession() throws {
        let session = try lab.assume("Worker", seconds: 900, by: user)
        let get = LabRequest.s3("GET", "/shelf")
        let head = get.presigned(session, at: lab.clock.now, seconds: 604_800)
        lab.clock.advance(seconds: 899)
        #expect(lab.send(head).status == 200)
        lab.clock.advance(seconds: 1)
        #expect(lab.send(head).refusal == Self.s3Expired)
    }

    @Test("a presigned call of STS holds fifteen minutes, whatever it says")
    func presignedCall() {
        let start = lab.clock.now
        let request = LabRequest(
            service: "sts",
            method: "GET",
            query: [("Action", "GetCallerIdentity"), ("Version", "2011-06-15")]
        )
        let head = request.presigned(user, at: start, seconds: 60)
        lab.clock.advance(seconds: 900)
        #expect(lab.send(head).status == 200)
        lab.clock.advance(seconds: 1)
        #expect(lab.send(head).code == "SignatureDoesNotMatch")
    }

    /// - Source: IAM User Guide, "Revoke IAM role temporary security credentials".
    @Test("AWSRevokeOlderSessions refuses old sessions and lets new ones pass")
    func revocation() throws {
        let old = try lab.assume("Worker", by: user)
        lab.clock.advance(seconds: 10)
        let before = #"{"DateLessThan":{"aws:TokenIssueTime":"\#(lab.clock.now)"}}"#
        try lab.done(
            "iam",
            "PutRolePolicy",
            [
                "RoleName": "Worker", "PolicyName": "AWSRevokeOlderSessions",
                "PolicyDocument": LabDocuments.deny("*", if: before),
            ],
            as: root
        )
        let new = try lab.assume("Worker", by: user)
        let denied = lab.call("iam", "ListUsers", as: old)
        #expect(denied.code == "AccessDenied")
        #expect(
            denied.message?.hasSuffix("with an explicit deny in an identity-based policy") == true
        )
        #expect(lab.send(.s3("GET", "/shelf"), as: old).code == "AccessDenied")
        #expect(lab.call("sts", "GetCallerIdentity", as: old).status == 200)
        #expect(lab.call("iam", "ListUsers", as: new).status == 200)
        #expect(lab.send(.s3("GET", "/shelf"), as: new).status == 200)
    }
}
