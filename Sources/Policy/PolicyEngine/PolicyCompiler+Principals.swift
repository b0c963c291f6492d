import Base
import PolicyLanguage

extension PolicyCompiler {
    mutating func addPrincipals(_ element: PrincipalElement?) -> Slice {
        let start = principals.count
        switch element?.form {
        case nil: break
        case .everyone:
            principals.append(CompiledPrincipal(kind: .everyone, account: nil, name: .empty))
        case .groups(let groups):
            for group in groups {
                for value in group.list.values { addPrincipal(group.kind, value) }
            }
        }
        return Slice(start, principals.count - start)
    }

    private mutating func addPrincipal(_ kind: PrincipalElement.Kind, _ value: String) {
        var account: AccountID?
        let compiled: CompiledPrincipal.Kind
        switch kind {
        case .service: compiled = .service
        case .federated: compiled = .federated
        case .canonicalUser: compiled = .canonicalUser
        case .aws: (compiled, account) = classify(value)
        }
        principals.append(
            CompiledPrincipal(
                kind: compiled,
                account: account,
                name: patternCompiler.store(value.utf8)
            )
        )
    }

    private func classify(_ value: String) -> (CompiledPrincipal.Kind, AccountID?) {
        if value == "*" { return (.everyone, nil) }
        if let account = AccountID(value) { return (.account, account) }
        if UniqueID.isValid(value, prefix: .user) || UniqueID.isValid(value, prefix: .role) {
            return (.uniqueID, nil)
        }
        guard let arn = ARN(value), let account = arn.accountID else { return (.nobody, nil) }
        switch arn.service {
        case "iam":
            if arn.resource == "root" { return (.account, account) }
            if arn.resource.hasPrefix("user/") { return (.user, account) }
            if arn.resource.hasPrefix("role/") { return (.role, account) }
        case "sts":
            if arn.resource.hasPrefix("assumed-role/") { return (.session, account) }
            if arn.resource.hasPrefix("federated-user/") { return (.federatedUser, account) }
        default: break
        }
        return (.nobody, nil)
    }
}
