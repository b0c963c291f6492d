import PolicyEngine
import PolicyLanguage

/// Reads arbitrary bytes as a policy, prints, checks, compiles and decides.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard let document = try? PolicyDocument(parsing: bytes) else { return 0 }
    let printed = document.printed()
    guard let again = try? PolicyDocument(parsing: printed) else {
        preconditionFailure("a printed policy must be readable")
    }
    precondition(again == document, "reading what was printed must give the same policy")
    for kind in PolicyKind.allCases { try? document.validate(as: kind, source: bytes) }
    _ = document.contextKeys
    let policy = CompiledPolicy(document)
    for kind in LayerKind.allCases { decide(PolicyLayer(kind, [policy])) }
    return 0
}

let requests: [AuthorizationRequest] = [
    request("s3:GetObject", "arn:aws:s3:::bucket/key", "arn:aws:iam::123456789012:user/alice"),
    request("sts:AssumeRole", "arn:aws:iam::123456789012:role/r", "lambda.amazonaws.com"),
    request("iam:ListUsers", "*", "arn:aws:sts::123456789012:assumed-role/app/s1"),
    request("", "", "anonymous"),
]

func request(_ action: String, _ resource: String, _ principal: String) -> AuthorizationRequest {
    var context = RequestContext()
    context.set(.username, "alice")
    context.set(.sourceIP, "2001:db8::1")
    context.set(.currentTime, "2026-11-24T20:54:00Z")
    context.set(.tagKeys, list: ["a", "", "b"])
    context.set(.principalTag, "team", "*?${aws:username}")
    return AuthorizationRequest(
        principal: Principal(principal) ?? .anonymous,
        action: RequestedAction(action),
        resource: RequestedResource(resource),
        context: context
    )
}

/// The explanation looks at every statement, the decision only at candidates: both must agree.
func decide(_ layer: PolicyLayer) {
    for request in requests {
        for authorization in [Authorization(identity: layer), Authorization(boundary: layer)] {
            let side = ResourceSide(policy: layer, endpoint: layer)
            let verdict = authorization.decide(request, on: side)
            let explanation = authorization.explain(request, on: side)
            precondition(explanation.verdict == verdict, "explanations must agree")
            precondition(
                verdict.decision == .explicitDeny
                    || !explanation.findings.contains { $0.isMatch && !$0.isAllow },
                "no matching denial may be passed over"
            )
        }
    }
}
