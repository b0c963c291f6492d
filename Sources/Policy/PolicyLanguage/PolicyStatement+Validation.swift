import Base

extension PolicyStatement {
    func validate(as kind: PolicyKind, version: PolicyVersion) throws(PolicyError) {
        if kind.isIdentityBased {
            guard principal == nil else {
                throw PolicyError("Policy document should not specify a principal.")
            }
        } else {
            try validatePrincipal(as: kind)
        }
        try validateAction(as: kind)
        try validateResource(as: kind)
        for condition in conditions { try condition.validate() }
    }

    private func validatePrincipal(as kind: PolicyKind) throws(PolicyError) {
        guard let principal else { throw PolicyError("Missing required field Principal") }
        // Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal": not in trust policies.
        guard kind != .trust || !principal.isNegated else {
            throw PolicyError("Has prohibited field NotPrincipal")
        }
        guard case .groups(let groups) = principal.form else { return }
        for group in groups {
            guard !group.list.values.isEmpty else {
                throw PolicyError("Missing required field Principal")
            }
            if group.kind == .federated {
                for value in group.list.values { try FederatedPrincipal.require(value) }
            }
            for value in group.list.values where !isPlausible(value, group.kind) {
                throw PolicyError.invalidPrincipal(value, kind: group.kind)
            }
        }
    }

    private func isPlausible(_ value: String, _ kind: PrincipalElement.Kind) -> Bool {
        guard kind == .aws else { return !value.isEmpty }
        if value == "*" || AccountID(value) != nil { return true }
        if UniqueID.isValid(value, prefix: .user) || UniqueID.isValid(value, prefix: .role) {
            return true
        }
        guard let arn = ARN(value), arn.accountID != nil else { return false }
        guard !value.utf8.contains(0x2A), !value.utf8.contains(0x3F) else { return false }
        switch arn.service {
        case "iam":
            return arn.resource == "root" || arn.resource.hasPrefix("user/")
                || arn.resource.hasPrefix("role/")
        case "sts":
            return arn.resource.hasPrefix("assumed-role/")
                || arn.resource.hasPrefix("federated-user/")
        default: return false
        }
    }

    private func validateAction(as kind: PolicyKind) throws(PolicyError) {
        guard let action, !action.list.values.isEmpty else {
            throw PolicyError(
                kind == .trust
                    ? "Missing required field Action" : "Policy statement must contain actions."
            )
        }
        for value in action.list.values {
            if kind == .trust {
                guard value.lowercased().hasPrefix("sts:") else {
                    throw PolicyError(
                        "AssumeRole policy may only specify STS AssumeRole actions."
                    )
                }
            }
            try validateAction(value)
        }
    }

    private func validateAction(_ value: String) throws(PolicyError) {
        guard value != "*" else { return }
        let text = value.utf8Span.span
        var colons = 0
        var vendorLength = 0
        var isVendor = true
        var isName = true
        for index in text.indices {
            let byte = text[index]
            if byte == 0x3A {
                colons += 1
            } else if colons == 0 {
                vendorLength += 1
                isVendor = isVendor && isVendorByte(byte)
            } else {
                isName = isName && isActionByte(byte)
            }
        }
        guard colons > 0 else {
            throw PolicyError(
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            )
        }
        guard colons == 1 else {
            throw PolicyError("Actions/Condition can contain only one colon.")
        }
        guard isVendor, vendorLength > 0 else {
            let vendor = Substring(value.utf8.prefix(vendorLength))
            throw PolicyError("Vendor \(vendor) is not valid")
        }
        guard isName, vendorLength + 1 < text.count else {
            throw PolicyError(
                "Action \(value) is not valid",
                detail: "letters, digits, *, ? and - _ only"
            )
        }
    }

    private func isVendorByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == 0x2D || byte == 0x2E
    }

    private func isActionByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == 0x2A || byte == 0x3F || byte == 0x2D || byte == 0x5F
    }

    private func validateResource(as kind: PolicyKind) throws(PolicyError) {
        if kind == .trust {
            guard let resource else { return }
            throw PolicyError(
                "Has prohibited field \(resource.isNegated ? "NotResource" : "Resource")"
            )
        }
        guard let resource, !resource.list.values.isEmpty else {
            throw PolicyError("Policy statement must contain resources.")
        }
        for value in resource.list.values { try ResourceRules.validate(value) }
    }
}

extension PolicyCondition {
    /// Dates are the only values that IAM reads when a policy is saved.
    fileprivate func validate() throws(PolicyError) {
        guard conditionOperator.comparison.rawValue.hasPrefix("Date") else { return }
        for value in values where !isDate(value.text) {
            throw PolicyError(
                "The policy failed legacy parsing",
                detail: "\(value.text) is no date"
            )
        }
    }

    private func isDate(_ text: String) -> Bool {
        Timestamp(iso8601: text) != nil || Double(text) != nil || text.hasPrefix("${")
    }
}
