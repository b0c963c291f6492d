public import Base
public import Store

/// What an account asks of its users' passwords.
///
/// - Source: IAM User Guide, "Set an account password policy for IAM users".
public struct PasswordPolicy: Hashable, Sendable {
    /// The shortest password, in characters.
    public var minimumLength = 6
    /// Whether one of `! @ # $ % ^ & * ( ) _ + - = [ ] { } | '` must be in it.
    public var requiresSymbols = false
    /// Whether a digit must be in it.
    public var requiresNumbers = false
    /// Whether a letter from A to Z must be in it.
    public var requiresUppercase = false
    /// Whether a letter from a to z must be in it.
    public var requiresLowercase = false
    /// Whether users may change their own password without a policy that says so.
    public var allowsUsersToChange = false
    /// Days until a password expires; nil for never.
    public var maximumAgeDays: Int?
    /// How many of the last passwords may not be used again; nil for none.
    public var reusePrevention: Int?
    /// Whether an expired password can be replaced by an administrator only.
    public var isExpiryHard: Bool?

    /// A policy that asks for six characters.
    public init() {}
}

extension PasswordPolicy: Record {
    /// Reads a policy.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        minimumLength = Int(try record.number(1))
        requiresSymbols = try record.number(2) == 1
        requiresNumbers = try record.number(3) == 1
        requiresUppercase = try record.number(4) == 1
        requiresLowercase = try record.number(5) == 1
        allowsUsersToChange = try record.number(6) == 1
        maximumAgeDays = try record.numberIfPresent(7).map { Int($0) }
        reusePrevention = try record.numberIfPresent(8).map { Int($0) }
        isExpiryHard = try record.numberIfPresent(9).map { $0 == 1 }
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, Int64(minimumLength))
        record.put(2, requiresSymbols ? 1 : 0)
        record.put(3, requiresNumbers ? 1 : 0)
        record.put(4, requiresUppercase ? 1 : 0)
        record.put(5, requiresLowercase ? 1 : 0)
        record.put(6, allowsUsersToChange ? 1 : 0)
        if let maximumAgeDays { record.put(7, Int64(maximumAgeDays)) }
        if let reusePrevention { record.put(8, Int64(reusePrevention)) }
        if let isExpiryHard { record.put(9, isExpiryHard ? 1 : 0) }
    }
}
