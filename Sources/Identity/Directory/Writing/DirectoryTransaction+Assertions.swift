public import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Uses an assertion of an identity provider; false when it was used in this account before.
    ///
    /// A few that could not be used any more are forgotten.
    ///
    /// - Parameters:
    ///   - id: the assertion's id.
    ///   - issuer: its issuer, who uses the id once.
    ///   - end: when it could not be used any more; the same whenever it is used.
    /// - Returns: whether it was not used before.
    /// - Throws: `store` alone.
    public func useAssertion(
        _ id: String,
        issuer: String,
        until end: Timestamp
    ) throws(DirectoryError) -> Bool {
        let prefix = key(Keyspace.usedAssertions)
        let past = prefix.number(Self.order(now.adding(seconds: -Limits.assertionSeconds)))
        for entry in try entries(prefix: prefix, limit: Limits.assertionsForgotten) {
            guard entry.key < past else { break }
            try delete(entry.key)
        }
        // Neither part can hold a zero byte: XML has none.
        let digest = SHA256.hash(Array("\(issuer)\0\(id)".utf8))
        let used = key(Keyspace.usedAssertions).number(Self.order(end)).tail(Hex.text(digest.bytes))
        guard try !exists(used) else { return false }
        try put(used, [])
        return true
    }

    private static func order(_ moment: Timestamp) -> UInt64 {
        UInt64(clamping: moment.milliseconds)
    }
}
