import PolicyEngine
import PolicyLanguage

/// Splits the input at line feeds into an operator, a policy's value, and values of the request.
///
/// An operator and its negation must disagree on a single value.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 3, let first = lines[0].utf8.first else { return 0 }
    let comparison = Comparison.allCases[Int(first) % Comparison.allCases.count]
    let values = Array(lines[2...])
    for quantifier in [nil, ConditionOperator.Quantifier.forAllValues, .forAnyValue] {
        _ = holds(comparison, quantifier, lines[1], values)
    }
    let (positive, isNegated) = comparison.positive
    if isNegated {
        precondition(
            holds(comparison, nil, lines[1], [values[0]])
                != holds(positive, nil, lines[1], [values[0]]),
            "an operator and its negation must disagree"
        )
    }
    return 0
}

func holds(
    _ comparison: Comparison,
    _ quantifier: ConditionOperator.Quantifier?,
    _ wanted: String,
    _ values: [String]
) -> Bool {
    let condition = PolicyCondition(
        ConditionOperator(comparison, quantifier: quantifier),
        key: "x:key",
        values: [ConditionValue(wanted)]
    )
    let statement = PolicyStatement(
        effect: .allow,
        action: StatementElement("*"),
        resource: StatementElement("*"),
        conditions: [condition]
    )
    var context = RequestContext()
    context.set(.username, "alice")
    if values.count == 1 {
        context.set(name: "x:key", values[0])
    } else {
        context.set(name: "x:key", list: values)
    }
    let request = AuthorizationRequest(
        principal: .anonymous,
        action: RequestedAction("s3:GetObject"),
        resource: RequestedResource("arn:aws:s3:::bucket/key"),
        context: context
    )
    let open = PolicyLayer(
        .resource,
        [CompiledPolicy(PolicyDocument(statements: [everyone(statement)]))]
    )
    return Authorization().decide(request, on: ResourceSide(policy: open)).isAllowed
}

func everyone(_ statement: PolicyStatement) -> PolicyStatement {
    var statement = statement
    statement.principal = PrincipalElement(.everyone)
    return statement
}
