internal import Base

/// The claims' bytes: a version, then fields of a number, a length and bytes.
///
/// Unknown numbers are refused: a token of a newer form must not lose a limit that it carries.
extension SessionClaims {
    private enum Field {
        static let kind: UInt8 = 1
        static let account: UInt8 = 2
        static let entityID: UInt8 = 3
        static let name: UInt8 = 4
        static let issuedAt: UInt8 = 5
        static let expiresAt: UInt8 = 6
        static let multiFactorAt: UInt8 = 7
        static let sourceIdentity: UInt8 = 8
        static let tagKey: UInt8 = 9
        static let tagValue: UInt8 = 10
        static let transitiveTagKey: UInt8 = 11
        static let policy: UInt8 = 12
        static let policyARN: UInt8 = 13
        static let provider: UInt8 = 14
        static let contextKey: UInt8 = 15
        static let contextValue: UInt8 = 16
    }

    private static let version: UInt8 = 1

    var bytes: [UInt8] {
        var writer = FieldWriter(version: Self.version)
        writer.put(Field.kind, UInt64(kind.rawValue))
        writer.put(Field.account, account.number)
        writer.put(Field.entityID, entityID)
        if !name.isEmpty { writer.put(Field.name, name) }
        writer.put(Field.issuedAt, UInt64(clamping: issuedAt.seconds))
        writer.put(Field.expiresAt, UInt64(clamping: expiresAt.seconds))
        if let multiFactorAt {
            writer.put(Field.multiFactorAt, UInt64(clamping: multiFactorAt.seconds))
        }
        if let sourceIdentity { writer.put(Field.sourceIdentity, sourceIdentity) }
        for tag in tags {
            writer.put(Field.tagKey, tag.key)
            writer.put(Field.tagValue, tag.value)
        }
        for key in transitiveTagKeys { writer.put(Field.transitiveTagKey, key) }
        if let policy { writer.put(Field.policy, policy) }
        for arn in policyARNs { writer.put(Field.policyARN, arn) }
        if let provider { writer.put(Field.provider, provider) }
        for entry in context {
            writer.put(Field.contextKey, entry.key)
            writer.put(Field.contextValue, entry.value)
        }
        return writer.bytes
    }

    init?(bytes: [UInt8]) {
        guard var reader = FieldReader(bytes, version: Self.version) else { return nil }
        self.init(
            kind: .role, account: AccountID.zero, entityID: "", issuedAt: Timestamp(seconds: 0),
            expiresAt: Timestamp(seconds: 0))
        var hasKind = false
        while let field = reader.next() {
            guard take(field, &hasKind) else { return nil }
        }
        guard reader.isAtEnd, hasKind, !entityID.isEmpty, account != .zero else { return nil }
    }

    private mutating func take(_ field: FieldReader.Field, _ hasKind: inout Bool) -> Bool {
        switch field.number {
        case Field.kind:
            guard let kind = Kind(rawValue: UInt8(clamping: field.value)) else { return false }
            self.kind = kind
            hasKind = true
        case Field.account:
            guard let account = AccountID(number: field.value) else { return false }
            self.account = account
        case Field.entityID: entityID = field.text
        case Field.name: name = field.text
        case Field.issuedAt: issuedAt = Timestamp(seconds: Int64(clamping: field.value))
        case Field.expiresAt: expiresAt = Timestamp(seconds: Int64(clamping: field.value))
        case Field.multiFactorAt: multiFactorAt = Timestamp(seconds: Int64(clamping: field.value))
        case Field.sourceIdentity: sourceIdentity = field.text
        case Field.tagKey: tags.append(Tag(key: field.text, value: ""))
        case Field.tagValue:
            guard !tags.isEmpty else { return false }
            tags[tags.count - 1].value = field.text
        case Field.transitiveTagKey: transitiveTagKeys.append(field.text)
        case Field.policy: policy = field.text
        case Field.policyARN: policyARNs.append(field.text)
        case Field.provider: provider = field.text
        case Field.contextKey: context.append(Tag(key: field.text, value: ""))
        case Field.contextValue:
            guard !context.isEmpty else { return false }
            context[context.count - 1].value = field.text
        default: return false
        }
        return true
    }
}

extension AccountID {
    /// No account has this number.
    fileprivate static let zero = AccountID("000000000000") ?? AccountID.make(0)

    private static func make(_ number: UInt64) -> AccountID {
        preconditionFailure("twelve zeros are twelve digits")
    }
}
