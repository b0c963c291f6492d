internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let simulations: [Handler] = [
        .direct("SimulateCustomPolicy", simulateCustomPolicy),
        .read("SimulatePrincipalPolicy", simulatePrincipalPolicy),
        .direct("GetContextKeysForCustomPolicy", contextKeysForCustomPolicy),
        .read("GetContextKeysForPrincipalPolicy", contextKeysForPrincipalPolicy),
    ]

    private static func simulateCustomPolicy(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        try call.authorize(Demand("iam:SimulateCustomPolicy", on: "*"))
        let input = try SimulationInput(call.input)
        guard input.resourcePolicy == nil || input.caller != nil else {
            throw ServiceError.simulatedCaller
        }
        var context = RequestContext(capacity: 16)
        try context.add(entries: call.input.structures("ContextEntries") ?? [])
        // Without a resource policy it does not matter which user asks.
        let anyone = Principal.user(call.account, arn: "arn:aws:iam::\(call.account):user/any")
        let simulation = Simulation(
            principal: input.caller ?? anyone,
            identity: input.policies,
            boundary: input.boundary,
            resourcePolicy: input.resourcePolicy,
            resourceOwner: input.resourceOwner,
            context: context
        )
        return try call.answer(simulation, input)
    }

    private static func simulatePrincipalPolicy(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let entity = try call.policySource("SimulatePrincipalPolicy")
        let input = try SimulationInput(call.input)
        let caller = try caller(input, entity)
        var context = caller?.userContext ?? entity.context
        try context.add(entries: call.input.structures("ContextEntries") ?? [])
        var simulation = Simulation(
            principal: caller ?? entity.principal,
            identity: try entity.policies(in: call.directory) + input.policies,
            boundary: try input.boundary ?? entity.boundary(in: call.directory),
            resourcePolicy: input.resourcePolicy,
            resourceOwner: input.resourceOwner,
            context: context
        )
        try entity.addOrganization(to: &simulation, call.node.directory)
        return try call.answer(simulation, input)
    }

    /// The user that asks in the entity's place; nil when the entity asks itself.
    ///
    /// - Source: IAM API Reference, SimulatePrincipalPolicy, `CallerArn`.
    private static func caller(
        _ input: SimulationInput,
        _ entity: PolicySourceEntity
    ) throws(ServiceError) -> Principal? {
        guard input.caller == nil || input.caller?.name == entity.arn else { return input.caller }
        if case .user = entity { return nil }
        guard input.resourcePolicy == nil else { throw .simulatedCaller }
        return nil
    }

    private static func contextKeysForCustomPolicy(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetContextKeysForCustomPolicy", on: "*"))
        return contextKeys(try SimulationInput.policies(call.input, "PolicyInputList"))
    }

    private static func contextKeysForPrincipalPolicy(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let entity = try call.policySource("GetContextKeysForPrincipalPolicy")
        let more = try SimulationInput.policies(call.input, "PolicyInputList")
        return contextKeys(try entity.policies(in: call.directory) + more)
    }

    private static func contextKeys(_ policies: [SimulatedPolicy]) -> Structure {
        var keys = ContextKeyNames()
        for policy in policies { keys.add(policy.document) }
        return ["ContextKeyNames": .strings(keys.sorted)]
    }
}
