import PolicyEngine
import PolicyLanguage

/// Asks whether alice, of some team, may read a file; the policy lets team blue read reports.
///
///     MayRead TEAM RESOURCE
@main
struct MayRead {
    static let policyText = """
        {
            "Version": "2012-10-17",
            "Statement": {
                "Sid": "BlueReads",
                "Effect": "Allow",
                "Action": "s3:Get*",
                "Resource": "arn:aws:s3:::reports/*",
                "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
            }
        }
        """

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { return print("usage: MayRead TEAM RESOURCE") }

        // Read, check what IAM would check, and compile: once for each policy.
        let bytes = Array(policyText.utf8)
        let document = try PolicyDocument(parsing: bytes)
        try document.validate(as: .managed, source: bytes)
        let policy = CompiledPolicy(document, source: PolicySource(name: "reports"))
        let authorization = Authorization(identity: PolicyLayer(.identity, [policy]))

        // Decide: as often as needed.
        var context = RequestContext()
        context.set(.principalTag, "team", arguments[1])
        let request = AuthorizationRequest(
            principal: Principal("arn:aws:iam::123456789012:user/alice") ?? .anonymous,
            action: RequestedAction("s3:GetObject"),
            resource: RequestedResource(arguments[2]),
            context: context
        )
        print(authorization.decide(request).isAllowed ? "yes" : "no")

        // Explain: when somebody asks why.
        print(authorization.explain(request).text)
    }
}
