/// Answers a scenario by the documented rules, one after the other.
///
/// This is the executable specification that the engine is tested against: it is written to be
/// read beside the documentation, not to be fast.
///
/// - Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
public func evaluate(_ scenario: Scenario) -> Outcome {
    let layers = Layers(scenario)

    // "If the code finds even one explicit deny that applies, the code returns a final decision of
    // Deny." Source: Policy evaluation logic, "Deny evaluation".
    let denials = layers.all.flatMap(\.denials)
    guard denials.isEmpty else {
        return Outcome(decision: .explicitlyDenied, determining: denials, missing: nil)
    }
    if let missing = layers.missingGrant {
        return Outcome(decision: .implicitlyDenied, determining: [], missing: missing)
    }
    let grants = layers.identity.grants + (layers.resource?.grants ?? [])
    return Outcome(decision: .allowed, determining: grants, missing: nil)
}
