internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension Call where View: DirectoryView {
    /// The entity that `PolicySourceArn` names, once the caller may do the action on it.
    mutating func policySource(_ action: String) throws -> PolicySourceEntity {
        let arn = try input.requiredString("PolicySourceArn")
        let named = Result { () throws(ServiceError) in try PolicySourceEntity.holder(arn) }
        let (holder, owner) = (try? named.get()) ?? (.user(""), account)
        let entity = try existing {
            try PolicySourceEntity(holder, arn: arn, in: directory.reader(of: owner))
        }
        let demand = Demand("iam:\(action)", on: arn, in: owner)
        try authorize(demand.resourceTags(entity?.tags ?? [], prefix: "iam"))
        _ = try named.get()
        guard let entity else { throw DirectoryError.noSuch(holder.kind, holder.name) }
        return entity
    }
}

extension Call {
    /// A page of results, one an action.
    func answer(_ simulation: Simulation, _ input: SimulationInput) throws -> Structure {
        let cost = max(1, simulation.statementCount) * input.resources.count
        guard cost <= SimulationLimits.statements else {
            throw ServiceError.invalidInput("The simulation has too many policies and resources.")
        }
        let limit = min(
            SimulationLimits.decisions / input.resources.count,
            SimulationLimits.statements / cost
        )
        // Keys of equal length, so that their order is that of the numbers.
        let page = try page(Array(input.actions.enumerated()), limit: max(1, limit)) { item in
            String(1_000_000 + item.offset)
        }
        return answer(page, as: "EvaluationResults") { item in
            .evaluation(
                of: item.element,
                simulation.results(of: item.element, on: input.resources)
            )
        }
    }
}
