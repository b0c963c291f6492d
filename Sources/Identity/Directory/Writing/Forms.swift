import Base

/// What names, paths and other texts look like.
///
/// The service models check the same before an operation runs; these hold for every way in.
enum Forms {
    /// - Source: botocore, `iam` model: names are `[\w+=,.@-]+`.
    static func require(name: String, of kind: EntityKind) throws(DirectoryError) {
        let longest =
            switch kind {
            case .user, .role: Limits.principalName
            case .mfaDevice: Limits.mfaDeviceName
            default: Limits.otherName
            }
        let isName = name.utf8.allSatisfy { byte in
            isLetterOrDigit(byte) || "_+=,.@-".utf8.contains(byte)
        }
        guard isName, (1...longest).contains(name.utf8.count) else {
            throw .invalidInput("The specified value for \(kind.noun) name is invalid.")
        }
    }

    /// - Source: botocore, `iam` model, `pathType`: `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    static func require(path: String) throws(DirectoryError) {
        let bytes = path.utf8
        guard bytes.count <= Limits.path, bytes.first == 0x2F, bytes.last == 0x2F,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) }), path != "//"
        else {
            throw .invalidInput(
                "The specified value for path is invalid. It must begin and end with / and contain "
                    + "only alphanumeric characters and/or / characters."
            )
        }
    }

    /// - Source: botocore, `iam` model, `accountAliasType`: lower-case letters, digits and single
    ///   dashes between them.
    static func require(accountAlias alias: String) throws(DirectoryError) {
        let isAlias = alias.utf8.allSatisfy { byte in
            byte == 0x2D || isLetterOrDigit(byte) && !(0x41...0x5A).contains(byte)
        }
        guard isAlias, Limits.accountAlias.contains(alias.utf8.count), !alias.hasPrefix("-"),
            !alias.hasSuffix("-"), !alias.contains("--")
        else { throw .invalidInput("The specified value for account alias is invalid.") }
    }

    /// - Source: botocore, `iam` model, `roleDescriptionType`.
    static func require(description: String?) throws(DirectoryError) {
        guard (description?.unicodeScalars.count ?? 0) <= Limits.description else {
            throw .invalidInput("The description is longer than \(Limits.description) characters.")
        }
    }

    /// Checks tags by themselves: forms and no key twice.
    ///
    /// - Source: answers of live IAM to TagUser in the tests of mulgadc/spinifex (2026).
    static func require(tags: [Tag]) throws(DirectoryError) {
        for tag in tags {
            guard (1...Limits.tagKey).contains(tag.key.unicodeScalars.count),
                tag.value.unicodeScalars.count <= Limits.tagValue
            else { throw .invalidInput("A tag's key or value is too short or too long.") }
            guard !tag.isReserved else {
                throw .invalidValue("Tag keys beginning with aws: are reserved for system use.")
            }
        }
        try require(distinct: tags)
    }

    /// Checks that no key is there twice, in whatever case.
    static func require(distinct tags: [Tag]) throws(DirectoryError) {
        guard Set(tags.map { $0.key.lowercased() }).count == tags.count else {
            throw .duplicateTags
        }
    }

    /// A text without spaces and newlines around it.
    static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest.drop { $0.isWhitespace })
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
