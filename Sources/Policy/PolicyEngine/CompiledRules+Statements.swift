extension CompiledRules {
    /// Whether the statement speaks of the action.
    @inline(__always)
    func matchesAction(_ statement: CompiledStatement, _ request: AuthorizationRequest) -> Bool {
        guard statement.actionForm != .absent else { return false }
        var isListed = false
        for index in statement.actions.range {
            let match = fits(
                patterns[index],
                request.action.bytes.span,
                colons: nil,
                request.context
            )
            if match == .yes {
                isListed = true
                break
            }
        }
        return isListed == (statement.actionForm == .positive)
    }

    /// Whether the statement speaks of the resource.
    ///
    /// A variable without a value matches nothing. A `NotResource` that has one grants nothing.
    @inline(__always)
    func matchesResource(
        _ statement: CompiledStatement,
        _ kind: LayerKind,
        _ request: AuthorizationRequest
    ) -> Bool {
        // Trust policies, and the policies of some other resources such as repositories, have no
        // such element: they speak of what they hang on. All others must say of what.
        guard statement.resourceForm != .absent else { return kind == .trust || kind == .resource }
        var isUnresolved = false
        for index in statement.resources.range {
            let match = fits(
                patterns[index],
                request.resource.bytes.span,
                colons: request.resource.colons,
                request.context
            )
            if match == .yes { return statement.resourceForm == .positive }
            if match == .unresolved { isUnresolved = true }
        }
        guard statement.resourceForm == .negated else { return false }
        return !(isUnresolved && statement.isAllow)
    }

    /// Whether all conditions hold.
    @inline(__always)
    func conditionsHold(_ statement: CompiledStatement, _ context: RequestContext) -> Bool {
        for index in statement.conditions.range where !holds(conditions[index], context) {
            return false
        }
        return true
    }

    /// How the statement reaches the one who asks; `none` when it does not match.
    @inline(__always)
    func reach(
        _ index: Int,
        _ kind: LayerKind,
        _ request: AuthorizationRequest
    ) -> Reach {
        let statement = statements[index]
        guard matchesAction(statement, request) else { return .none }
        let reach = principalReach(statement, kind, request.principal)
        guard reach != .none, matchesResource(statement, kind, request),
            conditionsHold(statement, request.context)
        else { return .none }
        return reach
    }
}
