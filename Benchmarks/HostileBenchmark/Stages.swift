import PolicyEngine
import PolicyLanguage

/// What is done with a policy, each a function of its own, whose cost callgrind tells by its name.
enum Stages {
    @inline(never)
    static func parsing(_ text: [UInt8]) -> PolicyDocument? {
        try? PolicyDocument(parsing: text)
    }

    @inline(never)
    static func printing(_ document: PolicyDocument) {
        precondition(!document.printed().isEmpty)
    }

    @inline(never)
    static func validation(_ document: PolicyDocument, _ text: [UInt8]) {
        for kind in [PolicyKind.managed, .trust, .resource] {
            try? document.validate(as: kind, source: text)
        }
    }

    @inline(never)
    static func keySearch(_ document: PolicyDocument) {
        precondition(document.contextKeys.count <= 1 << 17)
    }

    @inline(never)
    static func compilation(_ document: PolicyDocument) -> CompiledPolicy {
        CompiledPolicy(document)
    }

    @inline(never)
    static func indexing(_ policy: CompiledPolicy) -> PolicyLayer {
        PolicyLayer(.resource, [policy])
    }

    @inline(never)
    static func decision(_ layer: PolicyLayer, _ request: AuthorizationRequest) {
        let side = ResourceSide(policy: layer)
        precondition(Authorization().decide(request, on: side).layer.noun.isEmpty == false)
    }

    @inline(never)
    static func explanation(_ layer: PolicyLayer, _ request: AuthorizationRequest) {
        let explanation = Authorization().explain(request, on: ResourceSide(policy: layer))
        precondition(!explanation.text.isEmpty && !explanation.json.isEmpty)
    }
}
