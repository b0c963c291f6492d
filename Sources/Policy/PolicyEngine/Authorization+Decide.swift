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
        var combination = Combination()
        // The first denial decides: the order is the one in which IAM names the deciding kind.
        if !isExemptFromServiceControl, request.principal.account != nil {
            for level in serviceControl.indices {
                combination.take(serviceControl[level], level: level, request, &listener)
            }
        }
        for level in resource.resourceControl.indices {
            combination.take(resource.resourceControl[level], level: level, request, &listener)
        }
        if let layer = resource.policy {
            combination.resource = combination.evaluate(layer, request, &listener)
        }
        if let layer = identity {
            combination.identity = combination.evaluate(layer, request, &listener)
        }
        if let layer = boundary {
            combination.boundary = combination.evaluate(layer, request, &listener)
        }
        if let layer = session {
            combination.session = combination.evaluate(layer, request, &listener)
        }
        if let layer = resource.endpoint {
            combination.endpoint = combination.evaluate(layer, request, &listener)
        }
        return combination.verdict(self, request.principal, resource)
    }
}
