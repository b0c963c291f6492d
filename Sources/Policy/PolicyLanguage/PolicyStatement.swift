/// One statement of a policy.
///
/// Two statements are equal when they say the same, wherever they stand in a text.
public struct PolicyStatement: Sendable, Hashable {
    /// The statement's name.
    public var sid: String?
    /// Whether it grants or refuses.
    public var effect: PolicyEffect
    /// `Principal` or `NotPrincipal`.
    public var principal: PrincipalElement?
    /// `Action` or `NotAction`.
    public var action: StatementElement?
    /// `Resource` or `NotResource`.
    public var resource: StatementElement?
    /// The tests, all of which must hold, in the order of the text.
    public var conditions: [PolicyCondition]
    /// The bytes of the text that the statement takes; empty when it was not parsed.
    public var range: Range<Int>

    /// Makes a statement.
    public init(
        sid: String? = nil,
        effect: PolicyEffect,
        principal: PrincipalElement? = nil,
        action: StatementElement? = nil,
        resource: StatementElement? = nil,
        conditions: [PolicyCondition] = [],
        range: Range<Int> = 0..<0
    ) {
        self.sid = sid
        self.effect = effect
        self.principal = principal
        self.action = action
        self.resource = resource
        self.conditions = conditions
        self.range = range
    }

    /// Whether both say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.sid == right.sid && left.effect == right.effect && left.principal == right.principal
            && left.action == right.action && left.resource == right.resource
            && left.conditions == right.conditions
    }

    /// Feeds all but the range.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(sid)
        hasher.combine(effect)
        hasher.combine(principal)
        hasher.combine(action)
        hasher.combine(resource)
        hasher.combine(conditions)
    }
}
