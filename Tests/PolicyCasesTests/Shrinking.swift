import PolicyLanguage
import PolicyReference

/// Takes parts away from a scenario as long as it still shows what it should show.
///
/// At most `tries` scenarios are looked at, so that a large one may be shrunk only in part.
func shrunk(
    _ scenario: Scenario,
    tries: Int = 5_000,
    while shows: (Scenario) -> Bool
) -> Scenario {
    var best = scenario
    var left = tries
    var isSmaller = true
    while isSmaller {
        isSmaller = false
        for candidate in best.smaller {
            left -= 1
            guard left > 0 else { return best }
            guard shows(candidate) else { continue }
            best = candidate
            isSmaller = true
            break
        }
    }
    return best
}

extension Scenario {
    /// The scenarios that have one part less.
    var smaller: [Scenario] {
        var out: [Scenario] = []
        func add(_ change: (inout Scenario) -> Void) {
            var copy = self
            change(&copy)
            if copy != self { out.append(copy) }
        }
        add { $0.boundary = nil }
        add { $0.session = nil }
        add { $0.resourcePolicy = nil }
        add { $0.serviceControl = [] }
        add { $0.resourceControl = [] }
        add { $0.endpoint = nil }
        for index in identity.indices { add { $0.identity.remove(at: index) } }
        for index in serviceControl.indices { add { $0.serviceControl.remove(at: index) } }
        for index in resourceControl.indices { add { $0.resourceControl.remove(at: index) } }
        for index in context.indices { add { $0.context.remove(at: index) } }
        out += variants(\.identity)
        out += variants(\.serviceControl, of: serviceControl)
        out += variants(\.resourceControl, of: resourceControl)
        for smaller in boundary.map(smallerLists) ?? [] { add { $0.boundary = smaller } }
        for smaller in session.map(smallerLists) ?? [] { add { $0.session = smaller } }
        for smaller in endpoint.map(smallerLists) ?? [] { add { $0.endpoint = smaller } }
        for smaller in resourcePolicy.map(\.smaller) ?? [] { add { $0.resourcePolicy = smaller } }
        return out
    }

    private func variants(_ path: WritableKeyPath<Scenario, [PolicyDocument]>) -> [Scenario] {
        smallerLists(self[keyPath: path]).map { list in
            var copy = self
            copy[keyPath: path] = list
            return copy
        }
    }

    private func variants(
        _ path: WritableKeyPath<Scenario, [[PolicyDocument]]>,
        of levels: [[PolicyDocument]]
    ) -> [Scenario] {
        levels.indices.flatMap { index in
            smallerLists(levels[index]).map { list in
                var copy = self
                copy[keyPath: path][index] = list
                return copy
            }
        }
    }
}

private func smallerLists(_ documents: [PolicyDocument]) -> [[PolicyDocument]] {
    documents.indices.flatMap { index -> [[PolicyDocument]] in
        var without = documents
        without.remove(at: index)
        let changed = documents[index].smaller.map { document in
            var copy = documents
            copy[index] = document
            return copy
        }
        return [without] + changed
    }
}

extension PolicyDocument {
    fileprivate var smaller: [PolicyDocument] {
        statements.indices.flatMap { index -> [PolicyDocument] in
            var without = self
            without.statements.remove(at: index)
            let changed = statements[index].smaller.map { statement in
                var copy = self
                copy.statements[index] = statement
                return copy
            }
            return [without] + changed
        }
    }
}

extension PolicyStatement {
    fileprivate var smaller: [PolicyStatement] {
        var out: [PolicyStatement] = []
        func add(_ change: (inout PolicyStatement) -> Void) {
            var copy = self
            change(&copy)
            if copy != self { out.append(copy) }
        }
        for index in conditions.indices {
            add { $0.conditions.remove(at: index) }
            for value in conditions[index].values.indices where conditions[index].values.count > 1 {
                add { $0.conditions[index].values.remove(at: value) }
            }
        }
        for index in (action?.list.values ?? []).indices where (action?.list.values.count ?? 0) > 1
        {
            add { $0.action?.list.values.remove(at: index) }
        }
        for index in (resource?.list.values ?? []).indices
        where (resource?.list.values.count ?? 0) > 1 {
            add { $0.resource?.list.values.remove(at: index) }
        }
        add { $0.action = StatementElement(TextList(["*"])) }
        add { $0.resource = $0.resource == nil ? nil : StatementElement(TextList(["*"])) }
        return out
    }
}
