/// Puts together what the layers say.
///
/// - Source: IAM User Guide, "Policy evaluation logic".
struct Combination {
    let authorization: Authorization
    let request: AuthorizationRequest
    let side: ResourceSide

    var identity = LayerOutcome.silent
    var boundary = LayerOutcome.open
    var session = LayerOutcome.open
    var endpoint = LayerOutcome.open
    private var resource = LayerOutcome.silent
    /// The first explicit denial.
    private var explicit: Verdict?
    /// The first level of the organization that does not allow.
    private var closedLevel: Verdict?

    init(_ authorization: Authorization, _ request: AuthorizationRequest, _ side: ResourceSide) {
        self.authorization = authorization
        self.request = request
        self.side = side
    }

    /// Takes a level of the organization: each service control level must allow; resource control
    /// levels all allow by `RCPFullAWSAccess`, so that only their denials count.
    ///
    /// - Source: AWS Organizations User Guide, "SCP evaluation" and "Resource control policies".
    @inline(__always)
    mutating func take<Listener: Recorder>(
        _ layer: PolicyLayer,
        level: Int,
        _ listener: inout Listener
    ) {
        let outcome = evaluate(layer, level: level, &listener)
        if layer.kind == .serviceControl, outcome.allow < 0, closedLevel == nil {
            closedLevel = Verdict(.implicitDeny, layer: .serviceControl)
        }
    }

    /// Takes a layer that may be absent.
    @inline(__always)
    mutating func take<Listener: Recorder>(
        _ layer: PolicyLayer?,
        _ listener: inout Listener
    ) -> LayerOutcome {
        guard let layer else { return .open }
        return evaluate(layer, level: 0, &listener)
    }

    /// Takes the resource's own policy, which grants nothing when absent.
    @inline(__always)
    mutating func takeResource<Listener: Recorder>(
        _ layer: PolicyLayer?,
        _ listener: inout Listener
    ) {
        guard let layer else { return }
        resource = evaluate(layer, level: 0, &listener)
    }

    @inline(__always)
    private mutating func evaluate<Listener: Recorder>(
        _ layer: PolicyLayer,
        level: Int,
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
    func verdict() -> Verdict {
        if let explicit { return explicit }
        if let closedLevel { return closedLevel }
        let verdict = request.principal.account == nil ? fromOutside() : fromAccount()
        guard verdict.isAllowed, endpoint.reach == .none else { return verdict }
        return Verdict(.implicitDeny, layer: .endpoint)
    }

    private var resourceKind: LayerKind { side.policy?.kind ?? .resource }

    private var resourceGrant: Verdict {
        Verdict(
            .allow,
            layer: resourceKind,
            statement: side.policy?.reference(resource.allow, level: 0)
        )
    }

    /// Services, providers' users and the anonymous have only what the resource grants them.
    private func fromOutside() -> Verdict {
        resource.reach == .none ? Verdict(.implicitDeny, layer: resourceKind) : resourceGrant
    }

    private func fromAccount() -> Verdict {
        let isSameAccount = side.account == nil || side.account == request.principal.account
        if isSameAccount {
            if resource.reach == .direct { return resourceGrant }
            if side.mustAllow, resource.reach == .none {
                return Verdict(.implicitDeny, layer: resourceKind)
            }
        } else if resource.reach == .none {
            return Verdict(.implicitDeny, layer: resourceKind)
        }
        let isGrantedByResource = isSameAccount && resource.reach == .limited
        let granted = isGrantedByResource ? resourceGrant : fromIdentity()
        guard granted.isAllowed else { return granted }
        guard boundary.reach != .none else { return Verdict(.implicitDeny, layer: .boundary) }
        guard session.reach != .none, !lacksSessionPolicy else {
            return Verdict(.implicitDeny, layer: .session)
        }
        return granted
    }

    /// A federated user has what its session policies and its user's policies both grant.
    ///
    /// - Source: IAM User Guide, "Permissions for GetFederationToken".
    private var lacksSessionPolicy: Bool {
        request.principal.kind == .federatedUser && authorization.session == nil
    }

    private func fromIdentity() -> Verdict {
        // The root user may do all in its account.
        if request.principal.kind == .root { return Verdict(.allow, layer: .identity) }
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
