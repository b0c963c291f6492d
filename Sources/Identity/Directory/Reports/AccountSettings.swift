public import Base
public import Store

/// What an account has switched on.
public struct AccountSettings: Hashable, Sendable {
    /// The part of a URL that tells who signs web identity tokens; kept when vending ends.
    public var issuerID: String?
    /// Whether principals may ask for web identity tokens.
    public var isVendingTokens = false
    /// The account property `RoleManager/Enabled`.
    public var isRoleManagerEnabled = false

    /// Nothing is switched on.
    public init() {}
}

extension AccountSettings: Record {
    /// Reads the settings.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        issuerID = try record.textIfPresent(1)
        isVendingTokens = try record.numberIfPresent(2) == 1
        isRoleManagerEnabled = try record.numberIfPresent(3) == 1
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, issuerID)
        if isVendingTokens { record.put(2, Int64(1)) }
        if isRoleManagerEnabled { record.put(3, Int64(1)) }
    }
}

extension DirectoryView {
    /// What the account has switched on.
    public func accountSettings() throws(DirectoryError) -> AccountSettings {
        try record(key(Keyspace.accountSettings), as: AccountSettings.self) ?? AccountSettings()
    }
}

extension DirectoryTransaction {
    /// Keeps what the account has switched on.
    public func put(_ settings: AccountSettings) throws(DirectoryError) {
        try put(key(Keyspace.accountSettings), settings)
    }
}
