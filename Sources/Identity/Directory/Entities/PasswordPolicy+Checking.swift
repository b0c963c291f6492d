extension PasswordPolicy {
    private static let symbols = Array("!@#$%^&*()_+-=[]{}|'".utf8)

    /// Whether a password is as the policy wants it.
    func admits(_ password: String) -> Bool {
        let kinds = Self.kinds(password)
        return password.unicodeScalars.count >= minimumLength
            && (!requiresSymbols || kinds.symbols) && (!requiresNumbers || kinds.numbers)
            && (!requiresUppercase || kinds.uppercase) && (!requiresLowercase || kinds.lowercase)
    }

    /// Whether a password is as AWS wants it where an account has no policy of its own.
    ///
    /// - Source: IAM User Guide, "Set an account password policy for IAM users", default policy:
    ///   eight characters, three of the four kinds.
    static func isAdmittedByDefault(_ password: String) -> Bool {
        let kinds = kinds(password)
        let count = [kinds.symbols, kinds.numbers, kinds.uppercase, kinds.lowercase]
            .count { $0 }
        return password.unicodeScalars.count >= 8 && count >= 3
    }

    private static func kinds(
        _ password: String
    ) -> (symbols: Bool, numbers: Bool, uppercase: Bool, lowercase: Bool) {
        let bytes = password.utf8
        return (
            bytes.contains { symbols.contains($0) }, bytes.contains { (0x30...0x39).contains($0) },
            bytes.contains { (0x41...0x5A).contains($0) },
            bytes.contains { (0x61...0x7A).contains($0) }
        )
    }
}
