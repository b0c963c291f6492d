import Base

extension SessionClaims {
    private struct Presence: OptionSet {
        let rawValue: UInt64
        static let mfa = Presence(rawValue: 1)
        static let sourceIdentity = Presence(rawValue: 2)
        static let provider = Presence(rawValue: 4)
        static let restrictions = Presence(rawValue: 8)
        static let extensions = Presence(rawValue: 16)
        static let all = Presence(rawValue: 31)
    }

    /// The first byte; another layout gets another number.
    private static let version: UInt64 = 2

    /// The claims in few bytes.
    package func encoded() -> [UInt8] { encoded(restrictions.isEmpty ? nil : restrictions.packed) }

    /// The claims in few bytes, given their restrictions packed; nil when there are none.
    func encoded(_ packed: [UInt8]?) -> [UInt8] {
        var out = ClaimsWriter(capacity: 256 + (packed?.count ?? 0))
        out.put(Self.version)
        out.put(account.number)
        out.put(UInt64(max(0, issuedAt.seconds)))
        out.put(UInt64(max(0, expiresAt.seconds - issuedAt.seconds)))
        write(subject, to: &out)
        let presence = presence
        out.put(presence.rawValue)
        if let mfaAuthenticatedAt { out.put(UInt64(max(0, mfaAuthenticatedAt.seconds))) }
        if let sourceIdentity { out.put(sourceIdentity) }
        if let provider {
            out.put(UInt64(provider.kind.rawValue))
            for text in [provider.id, provider.subject, provider.audience] { out.put(text) }
        }
        if let packed { out.put(packed) }
        if !extensions.isEmpty { writeExtensions(to: &out) }
        return out.bytes
    }

    /// Tags, policies and ARNs: what the packed size is about.
    var restrictions: SessionRestrictions {
        SessionRestrictions(tags: tags, policies: policies, policyARNs: policyARNs)
    }

    /// Reads claims.
    ///
    /// - Throws: `malformed` for anything that `encoded` would not write.
    package init(encoded bytes: [UInt8]) throws(TokenFailure) {
        var reader = ClaimsReader(bytes)
        guard try reader.number() == Self.version,
            let account = AccountID(number: try reader.number())
        else { throw .malformed }
        let issued = try reader.number()
        let lifetime = try reader.number()
        guard issued < 1 << 40, lifetime < 1 << 40 else { throw .malformed }
        self.init(
            account: account,
            subject: try Self.subject(&reader),
            issuedAt: Timestamp(seconds: Int64(issued)),
            expiresAt: Timestamp(seconds: Int64(issued + lifetime))
        )
        let presence = Presence(rawValue: try reader.number())
        guard presence.isSubset(of: .all) else { throw .malformed }
        try readOptional(presence, &reader)
        guard reader.isAtEnd else { throw .malformed }
    }

    private var presence: Presence {
        var presence: Presence = []
        if mfaAuthenticatedAt != nil { presence.insert(.mfa) }
        if sourceIdentity != nil { presence.insert(.sourceIdentity) }
        if provider != nil { presence.insert(.provider) }
        if !restrictions.isEmpty { presence.insert(.restrictions) }
        if !extensions.isEmpty { presence.insert(.extensions) }
        return presence
    }

    private mutating func readOptional(
        _ presence: Presence,
        _ reader: inout ClaimsReader
    ) throws(TokenFailure) {
        if presence.contains(.mfa) {
            let seconds = try reader.number()
            guard seconds < 1 << 40 else { throw .malformed }
            mfaAuthenticatedAt = Timestamp(seconds: Int64(seconds))
        }
        if presence.contains(.sourceIdentity) { sourceIdentity = try reader.text() }
        if presence.contains(.provider) { provider = try Self.provider(&reader) }
        if presence.contains(.restrictions) {
            let restrictions = try SessionRestrictions(packed: try reader.block())
            tags = restrictions.tags
            policies = restrictions.policies
            policyARNs = restrictions.policyARNs
        }
        if presence.contains(.extensions) {
            for _ in 0..<(try reader.count()) {
                let name = try reader.text()
                extensions[name] = try reader.text()
            }
        }
    }

    private static func provider(_ reader: inout ClaimsReader) throws(TokenFailure) -> Provider {
        guard let kind = Provider.Kind(rawValue: UInt8(truncatingIfNeeded: try reader.number()))
        else { throw .malformed }
        return Provider(
            kind: kind,
            id: try reader.text(),
            subject: try reader.text(),
            audience: try reader.text()
        )
    }

    private func writeExtensions(to out: inout ClaimsWriter) {
        out.put(UInt64(extensions.count))
        for (name, value) in extensions.sorted(by: { $0.key < $1.key }) {
            out.put(name)
            out.put(value)
        }
    }

    private func write(_ subject: Subject, to out: inout ClaimsWriter) {
        switch subject {
        case .assumedRole(let roleARN, let roleID, let sessionName):
            out.put(1)
            for text in [roleARN, roleID, sessionName] { out.put(text) }
        case .user(let id, let name):
            out.put(2)
            for text in [id, name] { out.put(text) }
        case .root: out.put(3)
        case .federatedUser(let name, let userID):
            out.put(userID == nil ? 5 : 4)
            out.put(name)
            if let userID { out.put(userID) }
        }
    }

    private static func subject(_ reader: inout ClaimsReader) throws(TokenFailure) -> Subject {
        switch try reader.number() {
        case 1:
            .assumedRole(
                roleARN: try reader.text(),
                roleID: try reader.text(),
                sessionName: try reader.text()
            )
        case 2: .user(id: try reader.text(), name: try reader.text())
        case 3: .root
        case 4: .federatedUser(name: try reader.text(), userID: try reader.text())
        case 5: .federatedUser(name: try reader.text(), userID: nil)
        default: throw .malformed
        }
    }
}
