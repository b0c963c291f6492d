internal import Base
internal import Directory
public import PolicyEngine
public import ServiceModel
internal import Tokens

/// The one place where calls are let pass or refused.
public struct Gate: Sendable {
    private let messages: AuthorizationMessages

    /// Builds the gate; denials get messages of this kind.
    public init(_ messages: AuthorizationMessages) { self.messages = messages }

    /// Whether a decision looks at condition keys; if not, a demand need not bring its own.
    public func readsContext(_ caller: Caller, on side: ResourceSide) -> Bool {
        caller.authorization.readsContext(on: side)
    }

    /// Decides on a demand.
    public func decide(
        _ caller: Caller,
        _ demand: Demand,
        in environment: RequestEnvironment
    ) -> Verdict {
        caller.activity?.record(demand.action, region: environment.region, at: environment.now)
        let side = side(caller, demand)
        let request = request(
            caller,
            demand,
            caller.authorization.readsContext(on: side)
                ? context(caller, demand, environment) : RequestContext()
        )
        return caller.authorization.decide(request, on: side)
    }

    private func side(_ caller: Caller, _ demand: Demand) -> ResourceSide {
        var side = demand.resourceSide
        side.account = demand.resourceAccount ?? caller.account
        return side
    }

    private func request(
        _ caller: Caller,
        _ demand: Demand,
        _ context: RequestContext
    ) -> AuthorizationRequest {
        AuthorizationRequest(
            principal: caller.principal,
            action: RequestedAction(demand.action),
            resource: RequestedResource(demand.resource),
            context: context
        )
    }

    /// Lets a demand pass, or throws `AccessDenied` with AWS's sentence.
    ///
    /// - Source: IAM User Guide, "Troubleshoot access denied error messages".
    public func authorize(
        _ caller: Caller,
        _ demand: Demand,
        in environment: RequestEnvironment
    ) throws(ServiceError) {
        let verdict = decide(caller, demand, in: environment)
        guard !verdict.isAllowed else { return }
        var error = ServiceError.accessDenied(sentence(caller, demand, verdict))
        error.authorizationMessage = message(caller, demand, environment)
        throw error
    }

    /// Why, for those who may decode it.
    private func message(
        _ caller: Caller,
        _ demand: Demand,
        _ environment: RequestEnvironment
    ) -> String? {
        let context = context(caller, demand, environment)
        let explanation = caller.authorization.explain(
            request(caller, demand, context),
            on: side(caller, demand)
        )
        let denial = Denial(
            caller: caller,
            isForeign: (demand.resourceAccount ?? caller.account) != caller.account,
            explanation: explanation,
            context: context
        )
        return messages.seal(denial)
    }

    /// Within the caller's account the sentence names the kind of policy that decided; to another
    /// account nothing is told of the resource's side.
    private func sentence(_ caller: Caller, _ demand: Demand, _ verdict: Verdict) -> String {
        let resource = demand.shownResource ?? demand.resource
        guard (demand.resourceAccount ?? caller.account) == caller.account else {
            return
                "User: \(caller.arn) is not authorized to perform: \(demand.action) on resource: "
                + resource
        }
        return verdict.denialMessage(
            principal: caller.arn,
            action: demand.action,
            resource: resource
        )
    }

    private func context(
        _ caller: Caller,
        _ demand: Demand,
        _ environment: RequestEnvironment
    ) -> RequestContext {
        var context = caller.context
        context.set(.sourceIP, environment.sourceIP.description)
        context.set(.secureTransport, environment.isSecure)
        context.set(.currentTime, environment.now)
        context.set(.epochTime, "\(environment.now.seconds)")
        context.set(.requestedRegion, environment.region)
        context.set(.viaAWSService, false)
        context.set(.principalIsAWSService, false)
        if let agent = environment.userAgent { context.set(.userAgent, agent) }
        if let referer = environment.referer { context.set(.referer, referer) }
        if let moment = caller.session?.mfaAuthenticatedAt {
            context.set(.multiFactorAuthAge, "\(environment.now.seconds - moment.seconds)")
        }
        if demand.resource != "*" {
            context.set(
                .resourceAccount,
                (demand.resourceAccount ?? caller.account).description
            )
        }
        for entry in demand.keys { entry.set(in: &context) }
        return context
    }
}
