/// Puts together what the layers say.
///
/// - Source: IAM User Guide, "Policy evaluation logic".
struct Combination {
    var identity = LayerOutcome.silent
    var boundary = LayerOutcome.open
    var session = LayerOutcome.open
    var endpoint = LayerOutcome.open
    var resource = LayerOutcome.silent
    /// The first explicit denial.
    private(set) var explicit: Verdict?
    /// The first level of the organization that does not allow.
    private var closedLevel: Verdict?

    /// Takes a level of the organization: each service control level must allow; resource control
    /// levels all allow by `RCPFullAWSAccess`, so that only their denials count.
    ///
    /// - Source: AWS Organizations User Guide, "SCP evaluation" and "Resource control policies".
    @inline(__always)
    mutating func take<Listener: Recorder>(
        _ layer: PolicyLayer,
        level: Int,
        _ request: AuthorizationRequest,
        _ listener: inout Listener
    ) {
        let outcome = evaluate(layer, level: level, request, &listener)
        if layer.kind == .serviceControl, outcome.allow < 0, closedLevel == nil {
            closedLevel = Verdict(.implicitDeny, layer: .serviceControl)
        }
    }

    /// Evaluates a layer, and keeps the first denial.
    @inline(__always)
    mutating func evaluate<Listener: Recorder>(
        _ layer: PolicyLayer,
        level: Int = 0,
        _ request: AuthorizationRequest,
        _ listener: inout Listener
    ) -> LayerOutcome {
        let outcome = layer.evaluate(request)
        if Listener.isListening { listener.record(layer, level: level, request) }
        if outcome.deny >= 0, explicit == nil {
            explicit = Verdict(
                .explicitDeny,
                layer: layer.kind,
                statement: layer.reference(outcome.deny, level: level)
            )
        }
        return outcome
    }

    /// The decision, once all layers are taken.
    @inline(__always)
    func verdict(
        _ authorization: Authorization,
        _ principal: Principal,
        _ side: ResourceSide
    ) -> Verdict {
        if let explicit { return explicit }
        if let closedLevel { return closedLevel }
        let verdict =
            principal.account == nil
            ? fromOutside(side) : fromAccount(authorization, principal, side)
        guard verdict.isAllowed, endpoint.reach == .none else { return verdict }
        return Verdict(.implicitDeny, layer: .endpoint)
    }

    private func resourceKind(_ side: ResourceSide) -> LayerKind { side.policy?.kind ?? .resource }

    private func resourceGrant(_ side: ResourceSide) -> Verdict {
        Verdict(
            .allow,
            layer: resourceKind(side),
            statement: side.policy?.reference(resource.allow, level: 0)
        )
    }

    /// Services, providers' users and the anonymous have only what the resource grants them.
    private func fromOutside(_ side: ResourceSide) -> Verdict {
        guard resource.reach == .none else { return resourceGrant(side) }
        return Verdict(.implicitDeny, layer: resourceKind(side))
    }

    private func fromAccount(
        _ authorization: Authorization,
        _ principal: Principal,
        _ side: ResourceSide
    ) -> Verdict {
        let isSameAccount = side.account == nil || side.account == principal.account
        if isSameAccount {
            if resource.reach == .direct { return resourceGrant(side) }
            if side.mustAllow, resource.reach == .none {
                return Verdict(.implicitDeny, layer: resourceKind(side))
            }
        } else if resource.reach == .none {
            return Verdict(.implicitDeny, layer: resourceKind(side))
        }
        let isGrantedByResource = isSameAccount && resource.reach == .limited
        let granted =
            isGrantedByResource ? resourceGrant(side) : fromIdentity(authorization, principal)
        guard granted.isAllowed else { return granted }
        guard boundary.reach != .none else { return Verdict(.implicitDeny, layer: .boundary) }
        // A federated user has what its session policies and its user's policies both grant.
        // Source: IAM User Guide, "Permissions for GetFederationToken".
        let lacksSession = principal.kind == .federatedUser && authorization.session == nil
        guard session.reach != .none, !lacksSession else {
            return Verdict(.implicitDeny, layer: .session)
        }
        return granted
    }

    private func fromIdentity(_ authorization: Authorization, _ principal: Principal) -> Verdict {
        // The root user may do all in its account.
        if principal.kind == .root { return Verdict(.allow, layer: .identity) }
        guard let layer = authorization.identity, identity.allow >= 0 else {
            return Verdict(.implicitDeny, layer: .identity)
        }
        return Verdict(
            .allow,
            layer: .identity,
            statement: layer.reference(identity.allow, level: 0)
        )
    }
}
