internal import Base
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceModel

/// What both operations that simulate take, checked.
///
/// - Source: botocore, `iam` model, SimulateCustomPolicyRequest and SimulatePrincipalPolicyRequest.
struct SimulationInput {
    let actions: [String]
    let resources: [String]
    let policies: [SimulatedPolicy]
    let boundary: SimulatedPolicy?
    let resourcePolicy: SimulatedPolicy?
    let resourceOwner: AccountID?
    /// The user that would ask, by its ARN.
    let caller: Principal?

    init(_ input: Structure) throws(ServiceError) {
        actions = try Self.actions(input)
        resources = try Self.resources(input)
        policies = try Self.policies(input, "PolicyInputList")
        let boundaries = try Self.policies(input, "PermissionsBoundaryPolicyInputList")
        guard boundaries.count <= 1 else {
            throw .invalidInput("Only one permissions boundary policy can be specified.")
        }
        boundary = boundaries.first
        resourcePolicy = try Self.resourcePolicy(input)
        resourceOwner = try Self.owner(input)
        caller = try Self.caller(input)
        try ResourceHandling.check(input.string("ResourceHandlingOption"), resources)
    }

    /// Policies that a request brings, named `NAME.1` and so on.
    ///
    /// - Source: AWS CLI examples, `iam simulate-custom-policy`.
    static func policies(
        _ input: Structure,
        _ name: String
    ) throws(ServiceError) -> [SimulatedPolicy] {
        var policies: [SimulatedPolicy] = []
        for (index, text) in (input.strings(name) ?? []).enumerated() {
            policies.append(
                try ServiceError.readingPolicies { () throws(PolicyError) in
                    try SimulatedPolicy(text, as: .inline, name: "\(name).\(index + 1)")
                }
            )
        }
        return policies
    }

    private static func actions(_ input: Structure) throws(ServiceError) -> [String] {
        let actions = input.strings("ActionNames") ?? []
        guard !actions.isEmpty else { throw .missingMember("ActionNames") }
        for action in actions {
            let parts = action.split(separator: ":", omittingEmptySubsequences: false)
            let isName = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isActionByte) }
            guard parts.count == 2, isName else { throw .simulatedAction(action) }
        }
        return actions
    }

    private static func isActionByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private static func resources(_ input: Structure) throws(ServiceError) -> [String] {
        guard let resources = input.strings("ResourceArns"), !resources.isEmpty else {
            return ["*"]
        }
        guard resources.count <= SimulationLimits.resources else {
            throw .invalidInput(
                "ResourceArns can have at most \(SimulationLimits.resources) members."
            )
        }
        for resource in resources where resource != "*" && ARN(resource) == nil {
            throw .simulatedResource(resource)
        }
        return resources
    }

    /// A resource policy; one that names no resources anywhere is a role's trust policy.
    private static func resourcePolicy(_ input: Structure) throws(ServiceError) -> SimulatedPolicy?
    {
        guard let text = input.string("ResourcePolicy") else { return nil }
        return try ServiceError.readingPolicies { () throws(PolicyError) in
            let document = try PolicyDocument(parsing: Array(text.utf8))
            let isTrust = document.statements.allSatisfy { $0.resource == nil }
            return try SimulatedPolicy(
                text,
                as: isTrust ? .trust : .resource,
                name: "ResourcePolicy"
            )
        }
    }

    private static func owner(_ input: Structure) throws(ServiceError) -> AccountID? {
        guard let text = input.string("ResourceOwner") else { return nil }
        guard let arn = ARN(text), arn.service == "iam", arn.resource == "root",
            let account = arn.accountID
        else { throw .simulatedOwner(text) }
        return account
    }

    private static func caller(_ input: Structure) throws(ServiceError) -> Principal? {
        guard let text = input.string("CallerArn") else { return nil }
        guard let principal = Principal(text), principal.kind == .user else {
            throw .simulatedCaller
        }
        return principal
    }
}
