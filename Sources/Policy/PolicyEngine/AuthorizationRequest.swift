/// Who asks to do what, on what, in which circumstances.
public struct AuthorizationRequest: Sendable {
    /// Who asks.
    public var principal: Principal
    /// To do what.
    public var action: RequestedAction
    /// On what.
    public var resource: RequestedResource
    /// In which circumstances; nothing is inferred from the other parts.
    public var context: RequestContext

    /// Makes a request.
    public init(
        principal: Principal,
        action: RequestedAction,
        resource: RequestedResource,
        context: RequestContext = RequestContext()
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}
