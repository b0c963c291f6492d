import Base
import PolicyEngine
import PolicyLanguage

/// Times decisions and compilation on one core; prints one JSON object, and asserts nothing.
///
///     PolicyBenchmark [ITERATIONS [STATEMENTS]]
///
/// With both arguments it only decides so often, for callgrind and for counting allocations.
/// `Benchmarks/policy_bench.py` builds it, runs it and holds it against the thresholds.
@main
struct PolicyBenchmark {
    static let services = [
        "ec2", "s3", "iam", "sqs", "sns", "dynamodb", "lambda", "kms", "logs", "rds", "ecs", "eks",
        "glue", "athena", "events", "states", "ssm", "secretsmanager", "cloudwatch", "route53",
    ]
    static let verbs = ["Get", "List", "Put", "Delete", "Describe", "Create", "Update", "Tag"]

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        if arguments.count == 2 {
            let (authorization, request) = try scenario(statements: arguments[1])
            print(run(authorization, request, arguments[0]))
            return
        }
        let iterations = arguments.first ?? 2_000_000
        var decisions: [String] = []
        for count in [5, 50, 500, 5000] {
            let (authorization, request) = try scenario(statements: count)
            _ = run(authorization, request, iterations / 10)
            let clock = ContinuousClock()
            var allowed = 0
            let time = clock.measure { allowed = run(authorization, request, iterations) }
            precondition(allowed == iterations, "the request must be allowed")
            decisions.append("\"\(count)\": \(nanoseconds(time, iterations))")
        }
        let (bytes, time) = try compile()
        print(
            """
            {"decision_ns": {\(decisions.joined(separator: ", "))}, \
            "compile_ns": \(time), "compile_bytes": \(bytes)}
            """
        )
    }

    static func nanoseconds(_ time: Duration, _ count: Int) -> Double {
        time / .nanoseconds(1) / Double(count)
    }

    @inline(never)
    static func run(
        _ authorization: Authorization,
        _ request: AuthorizationRequest,
        _ iterations: Int
    ) -> Int {
        var allowed = 0
        for _ in 0..<iterations where authorization.decide(request).isAllowed { allowed += 1 }
        return allowed
    }

    /// One statement matches, one refuses something else, a tenth have conditions.
    static func scenario(statements count: Int) throws -> (Authorization, AuthorizationRequest) {
        var policies: [CompiledPolicy] = []
        var statements: [String] = [
            #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}"#,
            #"{"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::bucket/*"}"#,
        ]
        for number in 2..<count { statements.append(statement(number)) }
        var index = 0
        while index < count {
            let part = statements[index..<min(index + 20, count)].joined(separator: ",")
            let text = #"{"Version":"2012-10-17","Statement":[\#(part)]}"#
            policies.append(CompiledPolicy(try PolicyDocument(parsing: Array(text.utf8))))
            index += 20
        }
        var context = RequestContext()
        context.set(.username, "alice")
        context.set(.sourceIP, "203.0.113.7")
        context.set(.secureTransport, true)
        context.set(.principalTag, "team", "blue")
        let request = AuthorizationRequest(
            principal: .user(
                try account(),
                arn: "arn:aws:iam::123456789012:user/alice"
            ),
            action: RequestedAction("s3:GetObject"),
            resource: RequestedResource("arn:aws:s3:::bucket/some/key"),
            context: context
        )
        return (Authorization(identity: PolicyLayer(.identity, policies)), request)
    }

    struct NoAccount: Error {}

    static func account() throws -> AccountID {
        guard let account = AccountID("123456789012") else { throw NoAccount() }
        return account
    }

    static func statement(_ number: Int) -> String {
        let service = services[number % services.count]
        let verb = verbs[number / 3 % verbs.count]
        let action =
            number % 2 == 0 ? "\(service):\(verb)*" : "\(service):\(verb)Thing\(number % 7)"
        let resource =
            service == "s3"
            ? "arn:aws:s3:::data-\(number)/*"
            : "arn:aws:\(service):us-east-1:123456789012:thing/name-\(number)/*"
        let condition =
            number % 10 == 0
            ? #","Condition":{"StringEquals":{"aws:PrincipalTag/team":"t\#(number)"}}"# : ""
        return #"{"Effect":"Allow","Action":"\#(action)","Resource":"\#(resource)"\#(condition)}"#
    }

    /// The time from the bytes of a policy of about 1 KiB to its compiled form.
    static func compile() throws -> (bytes: Int, nanoseconds: Double) {
        let part = (2..<11).map(statement).joined(separator: ",")
        let bytes = Array(#"{"Version":"2012-10-17","Statement":[\#(part)]}"#.utf8)
        let iterations = 20_000
        var statements = 0
        let time = try ContinuousClock().measure {
            for _ in 0..<iterations {
                let policy = CompiledPolicy(try PolicyDocument(parsing: bytes))
                statements += policy.document.statements.count
            }
        }
        precondition(statements == 9 * iterations, "the policy must be read whole")
        return (bytes.count, nanoseconds(time, iterations))
    }
}
