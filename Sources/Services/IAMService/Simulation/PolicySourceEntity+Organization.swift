internal import Directory
internal import PolicyEngine

extension PolicySourceEntity {
    /// Adds the service control policies that bind the entity's requests.
    ///
    /// - Source: IAM API Reference, EvaluationResult, `OrganizationsDecisionDetail`.
    func addOrganization(to simulation: inout Simulation, _ directory: Directory) throws {
        let authorization: Authorization? =
            switch self {
            case .user(let user):
                try directory.userState(id: user.id, in: user.account)?.authorization
            case .role(let role):
                try directory.roleState(id: role.id, in: role.account)?.authorization
            case .group: nil
            }
        guard let authorization else { return }
        simulation.serviceControl = authorization.serviceControl
        simulation.isExemptFromServiceControl = authorization.isExemptFromServiceControl
    }
}
