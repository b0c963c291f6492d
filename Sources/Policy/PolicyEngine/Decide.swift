extension Authorization {
    /// Decides a request of the principal that these policies belong to.
    ///
    /// - Parameters:
    ///   - request: who asks for what.
    ///   - resource: the policies on the side of the resource.
    /// - Returns: the decision with what determined it.
    /// - Complexity: independent of statements on other services and actions; allocates nothing.
    /// - Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation
    ///   logic".
    public func decide(
        _ request: AuthorizationRequest,
        on resource: ResourceSide = ResourceSide()
    ) -> Verdict {
        var silent = Silent()
        return decide(request, on: resource, into: &silent)
    }

    @inline(__always)
    func decide<Listener: Recorder>(
        _ request: AuthorizationRequest,
        on resource: ResourceSide,
        into listener: inout Listener
    ) -> Verdict {
        var combination = Combination(self, request, resource)
        // The first stop decides: the order is the one in which IAM names the deciding kind.
        if !isExemptFromServiceControl, hasIdentitySide(request.principal) {
            for (level, layer) in serviceControl.enumerated() {
                combination.take(layer, level: level, &listener)
            }
        }
        for (level, layer) in resource.resourceControl.enumerated() {
            combination.take(layer, level: level, &listener)
        }
        combination.takeResource(resource.policy, &listener)
        combination.identity = combination.take(identity, &listener)
        combination.boundary = combination.take(boundary, &listener)
        combination.session = combination.take(session, &listener)
        combination.endpoint = combination.take(resource.endpoint, &listener)
        return combination.verdict()
    }

    private func hasIdentitySide(_ principal: Principal) -> Bool { principal.account != nil }
}
