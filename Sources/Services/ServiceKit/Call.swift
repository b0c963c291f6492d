public import Base
public import ServiceModel

/// One call of an operation: who calls, what was sent, and what the operation may use.
public struct Call<View> {
    /// Who calls.
    public let caller: Caller
    /// The parameters, which keep the model's constraints.
    public let input: Structure
    /// What else is known of the request.
    public let environment: RequestEnvironment
    /// The directory, as it is or to be changed; `NoDirectory` for what works from memory.
    public let directory: View
    /// What the whole server shares.
    public let node: Node
    /// Whether the gate has been asked and has let the call pass.
    public private(set) var isAuthorized = false

    /// Joins the parts.
    public init(
        caller: Caller,
        input: Structure,
        environment: RequestEnvironment,
        directory: View,
        node: Node
    ) {
        self.caller = caller
        self.input = input
        self.environment = environment
        self.directory = directory
        self.node = node
    }

    /// The account on whose entities the call works.
    public var account: AccountID { caller.account }

    /// Lets the call pass, or throws `AccessDenied` with AWS's sentence.
    public mutating func authorize(_ demand: Demand) throws(ServiceError) {
        try authorize(demand, as: caller)
    }

    /// The same for somebody in whose name the call is, with a proof that the operation checked.
    public mutating func authorize(_ demand: Demand, as caller: Caller) throws(ServiceError) {
        try node.gate.authorize(caller, demand, in: environment)
        isAuthorized = true
    }
}

/// The view of operations that need none: they work from what the node keeps in memory.
public struct NoDirectory: Sendable {
    /// Nothing to look at.
    public init() {}
}
