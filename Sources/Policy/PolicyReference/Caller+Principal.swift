import PolicyLanguage

extension Caller {
    /// How the element of a statement names the caller; nil when it does not.
    func reach(under element: PrincipalElement, _ effect: PolicyEffect) -> Reach? {
        guard element.isNegated else { return named(in: element.form) }
        // "Use this element to deny access to all principals except the one named in the
        // NotPrincipal element." Whoever is left is spoken of like by a wildcard. Source: "AWS JSON
        // policy elements: NotPrincipal".
        switch effect {
        case .allow: return named(in: element.form) == nil ? .direct : nil
        case .deny: return isExcepted(by: element.form) ? nil : .direct
        }
    }

    /// Whether a Deny with NotPrincipal spares the caller.
    ///
    /// "You must also specify the account ARN of the not-denied principal. Otherwise, the policy
    /// might deny access to the entire account containing the principal. […] AWS might validate the
    /// account first, then the role, and then the assumed-role user." So the account must be
    /// listed; where identities of the account are listed too, the caller's must be; and where
    /// sessions of its role are listed, its session.
    ///
    /// - Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal", with Deny.
    private func isExcepted(by form: PrincipalElement.Form) -> Bool {
        guard case .groups(let groups) = form else { return true }
        let names = groups.filter { $0.kind == .aws }.flatMap(\.list.values)
        if names.contains("*") { return true }
        let found = groups.flatMap { group in
            group.list.values.compactMap { named(group.kind, $0) }
        }
        guard let account else { return !found.isEmpty }
        guard found.contains(.account) else { return false }
        let identities = names.filter { $0.isIdentity(of: account) }
        guard !identities.isEmpty else { return true }
        switch self {
        case .session(let session):
            guard found.contains(.role) else { return false }
            let start = session.arn.prefix { $0 != "/" } + "/\(session.role)/"
            let listsSessions = identities.contains { $0.hasPrefix(start) }
            return !listsSessions || found.contains(.direct)
        case .root: return true
        default: return found.contains(.direct)
        }
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
        case .user(let arn, let account):
            // "The user name part of the ARN is case sensitive." Source: the same.
            return name == arn ? .direct : namedAsAccount(name, account, like: arn)
        case .federatedUser(let arn, let account, let user):
            if name == arn { return .direct }
            // "If a resource-based policy grants permission to the ARN of the IAM user who
            // federated, then requests made by the federated user during the session are limited
            // by an implicit deny in a permission boundary or session policy." Source: Policy
            // evaluation logic, "IAM federated user sessions".
            if name == user { return .role }
            return namedAsAccount(name, account, like: arn)
        case .session(let session):
            if name == session.arn { return .direct }
            if session.isOf(role: name) { return .role }
            return namedAsAccount(name, session.account, like: session.arn)
        case .service, .provider, .anonymous: return nil
        }
    }

    private func namedAsAccount(_ name: String, _ account: String, like arn: String) -> Reach? {
        let partition = arn.split(separator: ":")[1]
        return name == "arn:\(partition):iam::\(account):root" ? .account : nil
    }
}

extension RoleSession {
    /// Whether the session was made from the role of that ARN.
    ///
    /// A session's ARN carries the role's name without its path; the name is unique in the account.
    ///
    /// - Source: IAM User Guide, "IAM identifiers", "Friendly names and paths".
    func isOf(role name: String) -> Bool {
        if let roleARN { return name == roleARN }
        let start = "arn:\(partition):iam::\(account):role/"
        guard name.hasPrefix(start) else { return false }
        return name.dropFirst(start.count).split(separator: "/").last.map(String.init) == role
    }
}

extension String {
    /// Whether it is the ARN of a user, a role or a session of the account.
    fileprivate func isIdentity(of account: String) -> Bool {
        guard let parts = arnParts(self), parts[4] == account else { return false }
        return ["user/", "role/", "assumed-role/", "federated-user/"].contains {
            parts[5].hasPrefix($0)
        }
    }
}
