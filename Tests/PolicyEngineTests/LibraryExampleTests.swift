import PolicyEngine
import PolicyLanguage
import Testing

/// The example of the README's "As a library", which a test here keeps true.
@Suite("The library's example")
struct LibraryExampleTests {
    static func mayRead(_ policyText: String) throws -> (isAllowed: Bool, why: String) {
        let policy = CompiledPolicy(try PolicyDocument(parsing: Array(policyText.utf8)))
        let authorization = Authorization(identity: PolicyLayer(.identity, [policy]))

        var context = RequestContext()
        context.set(name: "aws:PrincipalTag/team", "blue")
        let request = AuthorizationRequest(
            principal: Principal("arn:aws:iam::123456789012:user/alice") ?? .anonymous,
            action: RequestedAction("s3:GetObject"),
            resource: RequestedResource("arn:aws:s3:::reports/june.csv"),
            context: context
        )
        let verdict = authorization.decide(request)
        return (verdict.isAllowed, authorization.explain(request).text)
    }

    @Test("it allows and denies as the README says", arguments: [("blue", true), ("red", false)])
    func decides(_ row: (team: String, isAllowed: Bool)) throws {
        let answer = try Self.mayRead(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*",
            "Resource": "arn:aws:s3:::reports/*",
            "Condition": {"StringEquals": {"aws:PrincipalTag/team": "\(row.team)"}}}}
            """
        )
        #expect(answer.isAllowed == row.isAllowed)
        #expect(!answer.why.isEmpty)
    }
}
