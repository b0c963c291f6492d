import Store

extension DirectoryTransaction {
    /// Sets which form of tokens the account wants from the global endpoint of STS.
    public func setGlobalTokenVersion(_ version: TokenVersion) throws(DirectoryError) {
        try put(key(Keyspace.tokenPreferences), Array(version.rawValue.utf8))
    }
}

extension DirectoryView {
    /// Which form of tokens the account wants from the global endpoint of STS; the first by default.
    public func globalTokenVersion() throws(DirectoryError) -> TokenVersion {
        guard let value = try value(key(Keyspace.tokenPreferences)) else { return .v1 }
        return TokenVersion(rawValue: String(decoding: value, as: UTF8.self)) ?? .v1
    }
}
