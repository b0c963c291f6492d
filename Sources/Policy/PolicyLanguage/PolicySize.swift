/// How IAM measures policies against its quotas.
public enum PolicySize {
    /// Characters without white space.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS quotas": white space does not count.
    public static func characters(_ bytes: [UInt8]) -> Int {
        var count = 0
        for byte in bytes {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            default: if byte & 0xC0 != 0x80 { count += 1 }
            }
        }
        return count
    }

    /// Refuses a managed policy that is too large.
    public static func checkManaged(_ bytes: [UInt8]) throws(PolicyError) {
        guard characters(bytes) > PolicyLimits.managed else { return }
        throw PolicyError(
            "Cannot exceed quota for PolicySize: \(PolicyLimits.managed)",
            code: .limitExceeded
        )
    }

    /// Refuses a trust policy that is too large.
    public static func checkTrust(
        _ bytes: [UInt8],
        limit: Int = PolicyLimits.trustDefault
    ) throws(PolicyError) {
        guard characters(bytes) > limit else { return }
        throw PolicyError(
            "Cannot exceed quota for ACLSizePerRole: \(limit)",
            code: .limitExceeded
        )
    }

    /// Refuses inline policies that are too large together.
    ///
    /// - Parameters:
    ///   - total: characters of all the entity's inline policies.
    ///   - limit: one of `PolicyLimits`.
    ///   - entity: `user`, `group` or `role`, as the message has it.
    ///   - name: the entity's name.
    /// - Throws: `PolicyError` with code `LimitExceeded`.
    public static func checkInline(
        total: Int,
        limit: Int,
        entity: String,
        name: String
    ) throws(PolicyError) {
        guard total > limit else { return }
        throw PolicyError(
            "Maximum policy size of \(limit) bytes exceeded for \(entity) \(name)",
            code: .limitExceeded
        )
    }

    /// Whether each character is one that policies may hold.
    ///
    /// - Source: botocore, `iam` model, `policyDocumentType`: U+0009, A, D and 20 to FF.
    public static func hasPermittedCharacters(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xFF: true
            default: false
            }
        }
    }
}
