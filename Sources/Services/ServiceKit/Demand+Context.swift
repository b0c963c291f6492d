internal import Base
internal import PolicyEngine

extension Demand.ContextEntry {
    /// Sets the entry's keys, which only a decision that reads the context needs.
    func set(in context: inout RequestContext) {
        switch self {
        case .value(let name, let value): context.set(name: name, value)
        case .list(let name, let values): context.set(name: name, list: values)
        case .requestTags(let tags):
            for tag in tags { context.set(.requestTag, tag.key, tag.value) }
            context.set(.tagKeys, list: tags.map(\.key))
        case .resourceTags(let tags, let prefix):
            let own = ContextKey("\(prefix):ResourceTag/")
            for tag in tags {
                context.set(.resourceTag, tag.key, tag.value)
                context.set(own, tag.key, tag.value)
            }
        }
    }
}
