public import PolicyLanguage

/// The part of a statement that kept it from matching.
public enum Mismatch: Sendable, Hashable {
    /// The action is not among those named, or is among those excepted.
    case action(StatementElement?)
    /// The one who asks is not among those named, or is among those excepted.
    case principal(PrincipalElement?)
    /// The resource is not among those named, or is among those excepted.
    case resource(StatementElement?)
    /// A condition does not hold; the values found, nil when the key is absent.
    case condition(PolicyCondition, found: [String]?)

    /// The name of the element in the policy.
    public var element: String {
        switch self {
        case .action(let element): element?.isNegated == true ? "NotAction" : "Action"
        case .principal(let element): element?.isNegated == true ? "NotPrincipal" : "Principal"
        case .resource(let element): element?.isNegated == true ? "NotResource" : "Resource"
        case .condition: "Condition"
        }
    }

    /// What the policy asks for.
    public var wanted: [String] {
        switch self {
        case .action(let element), .resource(let element): element?.list.values ?? []
        case .principal(let element):
            switch element?.form {
            case nil: []
            case .everyone: ["*"]
            case .groups(let groups): groups.flatMap(\.list.values)
            }
        case .condition(let condition, _): condition.values.map(\.text)
        }
    }
}
