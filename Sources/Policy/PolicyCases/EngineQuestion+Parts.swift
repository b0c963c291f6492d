import Base
import PolicyEngine
import PolicyLanguage
import PolicyReference

extension PolicyLayer {
    convenience init(_ kind: LayerKind, _ documents: [PolicyDocument]) {
        self.init(kind, documents.map { CompiledPolicy($0) })
    }
}

extension RequestContext {
    init(_ entries: [ContextEntry]) {
        self.init(capacity: entries.count)
        // The first entry of a name counts, and setting one again would replace it.
        for entry in entries.reversed() {
            switch entry.value {
            case .one(let text): set(name: entry.key, text)
            case .many(let texts): set(name: entry.key, list: texts)
            }
        }
    }
}

extension Principal {
    init?(_ caller: Caller) {
        let account = caller.account.map { AccountID($0) }
        if case .some(nil) = account { return nil }
        switch (caller, account ?? nil) {
        case (.root(let partition, _), let account?):
            self = .root(account, partition: partition)
        case (.user(let arn, _), let account?): self = .user(account, arn: arn)
        case (.session(let session), let account?):
            if let roleARN = session.roleARN {
                self = .roleSession(account, arn: session.arn, roleARN: roleARN)
            } else {
                self.init(session.arn)
            }
        case (.federatedUser(let arn, _, let user), let account?):
            self = .federatedUser(account, arn: arn, userARN: user ?? "")
        case (.service(let name), _): self = .service(name)
        case (.provider(let name), _):
            let isSAML = name.hasPrefix("arn:") && name.contains(":saml-provider/")
            self = isSAML ? .saml(provider: name) : .webIdentity(provider: name)
        case (.anonymous, _): self = .anonymous
        default: return nil
        }
    }
}
