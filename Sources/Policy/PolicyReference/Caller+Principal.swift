import PolicyLanguage

extension Caller {
    /// How the element names the caller; nil when it does not.
    func reach(under element: PrincipalElement) -> Reach? {
        let named = named(in: element.form)
        guard element.isNegated else { return named }
        // "Use this element to [speak of] all principals except the one named in the NotPrincipal
        // element." Whoever is left is spoken of like by a wildcard. Source: "AWS JSON policy
        // elements: NotPrincipal".
        return named == nil ? .direct : nil
    }

    private func named(in form: PrincipalElement.Form) -> Reach? {
        switch form {
        case .everyone: return .direct
        case .groups(let groups):
            // "This is a logical OR and not a logical AND." Source: "Principal".
            return groups.flatMap { group in
                group.list.values.compactMap { named(group.kind, $0) }
            }.max()
        }
    }

    private func named(_ kind: PrincipalElement.Kind, _ name: String) -> Reach? {
        switch kind {
        case .aws: return namedInAWS(name)
        case .service: return self == .service(name) ? .direct : nil
        case .federated: return self == .provider(name) ? .direct : nil
        // The scenario knows no canonical user ids.
        case .canonicalUser: return nil
        }
    }

    private func namedInAWS(_ name: String) -> Reach? {
        // `"Principal": "*"` and `"Principal": {"AWS": "*"}` are equivalent; "you cannot use a
        // wildcard to match part of a principal name or ARN." Source: "Principal".
        if name == "*" { return .direct }
        // "The account ARN and the shortened account ID behave the same way." Source: the same.
        if let account, name == account { return .account }
        switch self {
        case .root(let partition, let account):
            return name == "arn:\(partition):iam::\(account):root" ? .account : nil
        case .user(let arn, let account), .federatedUser(let arn, let account):
            // "The user name part of the ARN is case sensitive." Source: the same.
            if name == arn { return .direct }
            let partition = arn.split(separator: ":")[1]
            return name == "arn:\(partition):iam::\(account):root" ? .account : nil
        case .session(let arn, let partition, let account, let role, _):
            if name == arn { return .direct }
            if name == "arn:\(partition):iam::\(account):root" { return .account }
            // A session's ARN carries the role's name without its path, which is unique in the
            // account. Source: "IAM identifiers", "Friendly names and paths".
            let start = "arn:\(partition):iam::\(account):role/"
            guard name.hasPrefix(start) else { return nil }
            return name.dropFirst(start.count).split(separator: "/").last.map(String.init) == role
                ? .role : nil
        case .service, .provider, .anonymous: return nil
        }
    }
}
