extension CompiledRules {
    /// How the statement's principal element reaches the one who asks.
    ///
    /// Policies that are attached to the one who asks have no such element and mean it directly.
    @inline(__always)
    func principalReach(
        _ statement: CompiledStatement,
        _ kind: LayerKind,
        _ principal: Principal
    ) -> Reach {
        switch statement.principalForm {
        case .absent: kind.requiresPrincipal ? .none : .direct
        case .positive: listedReach(statement, principal)
        case .negated: exceptedReach(statement, principal)
        }
    }

    private func listedReach(_ statement: CompiledStatement, _ principal: Principal) -> Reach {
        var best = Reach.none
        for index in statement.principals.range {
            best = max(best, reach(principals[index], principal))
        }
        return best
    }

    /// How a `NotPrincipal` element reaches the one who asks.
    ///
    /// With `Allow` it leaves out those of whom any identity is listed. With `Deny` it spares only
    /// those whose account is listed; and where it also lists users, roles or sessions of that
    /// account, of these only the listed ones.
    ///
    /// - Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal": the account must be
    ///   listed with the user, or with the role and the session; all others are denied.
    private func exceptedReach(_ statement: CompiledStatement, _ principal: Principal) -> Reach {
        var listing = Listing()
        for index in statement.principals.range {
            let listed = principals[index]
            let isListed = reach(listed, principal) != .none
            if isListed, listed.kind == .everyone { return .none }
            if isListed { listing.add(listed.kind) } else { note(listed, principal, &listing) }
        }
        if statement.isAllow { return listing.isAnythingListed ? .none : .direct }
        return listing.spares(principal.kind) ? .none : .direct
    }

    /// Notes that others of the same account, or of the same role, are listed.
    private func note(
        _ listed: CompiledPrincipal,
        _ principal: Principal,
        _ listing: inout Listing
    ) {
        // The account in another partition is no identity of this one.
        guard listed.kind != .account, listed.account == principal.account,
            listed.account != nil
        else { return }
        guard listed.kind == .session, principal.kind == .roleSession else {
            listing.areOthersListed = true
            return
        }
        let name = pool.span.extracting(listed.name.range)
        let role = name.extracting(first: lastPart(name).lowerBound)
        let own = principal.nameBytes.span
        if isEqual(role, own.extracting(first: lastPart(own).lowerBound)) {
            listing.areOtherSessionsListed = true
        } else {
            listing.areOthersListed = true
        }
    }

    private func reach(_ listed: CompiledPrincipal, _ principal: Principal) -> Reach {
        switch listed.kind {
        case .everyone: return .direct
        case .nobody: return .none
        case .account:
            return isAccount(listed, principal) ? .account : .none
        case .canonicalUser:
            return !principal.canonicalUserBytes.isEmpty
                && isName(listed, principal.canonicalUserBytes) ? .account : .none
        case .user:
            if principal.kind == .user {
                return isName(listed, principal.nameBytes) ? .direct : .none
            }
            return principal.kind == .federatedUser && isName(listed, principal.entityBytes)
                ? .limited : .none
        case .role:
            return principal.kind == .roleSession && isRole(listed, principal) ? .limited : .none
        case .session:
            return principal.kind == .roleSession && isName(listed, principal.nameBytes)
                ? .direct : .none
        case .federatedUser:
            return principal.kind == .federatedUser && isName(listed, principal.nameBytes)
                ? .direct : .none
        case .uniqueID:
            guard !principal.idBytes.isEmpty, isName(listed, principal.idBytes) else {
                return .none
            }
            return principal.kind == .user ? .direct : .limited
        case .service:
            return principal.kind == .service && isName(listed, principal.nameBytes)
                ? .direct : .none
        case .federated:
            return (principal.kind == .webIdentity || principal.kind == .saml)
                && isName(listed, principal.nameBytes) ? .direct : .none
        }
    }

    /// Compares accounts, and partitions where the policy names one.
    private func isAccount(_ listed: CompiledPrincipal, _ principal: Principal) -> Bool {
        guard let account = principal.account, account == listed.account else { return false }
        let name = pool.span.extracting(listed.name.range)
        let own = principal.nameBytes.span
        guard name[0] == 0x61 else { return true }
        var index = 0
        while index < name.count, index < own.count, name[index] == own[index] {
            if name[index] == 0x3A, index > 3 { return true }
            index += 1
        }
        return false
    }

    @inline(__always)
    private func isName(_ listed: CompiledPrincipal, _ name: [UInt8]) -> Bool {
        isEqual(pool.span.extracting(listed.name.range), name.span)
    }

    /// Compares role ARNs, or accounts and names where the session's role path is not known.
    private func isRole(_ listed: CompiledPrincipal, _ principal: Principal) -> Bool {
        if principal.isPathKnown { return isName(listed, principal.entityBytes) }
        guard listed.account == principal.account else { return false }
        let name = lastPart(pool.span.extracting(listed.name.range))
        return isEqual(
            pool.span.extracting(listed.name.range).extracting(name),
            principal.entityBytes.span.extracting(lastPart(principal.entityBytes.span))
        )
    }

    private func lastPart(_ text: Span<UInt8>) -> Range<Int> {
        var start = text.count
        while start > 0, text[start - 1] != 0x2F { start -= 1 }
        return start..<text.count
    }
}
