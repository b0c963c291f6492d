/// What names of sessions and source identities look like that do not come as parameters.
///
/// - Source: botocore, `sts` model, `roleSessionNameType` and `sourceIdentityType`.
enum SessionNameForm {
    /// Whether a text can be a name.
    static func isName(_ text: String) -> Bool {
        (2...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_+=,.@-".utf8.contains(byte)
                }
            }
    }
}
