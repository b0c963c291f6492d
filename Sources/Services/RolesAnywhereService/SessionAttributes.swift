internal import Base
internal import Cryptography
internal import Directory
internal import ServiceModel
internal import Tokens

/// What of a certificate becomes the tags of a session.
///
/// - Source: IAM Roles Anywhere User Guide, "Certificate attribute mapping".
struct SessionAttributes {
    /// The longest value of a tag, in characters.
    ///
    /// - Source: STS API Reference, Tag.
    private static let valueLimit = 256

    /// The subject's common name.
    let commonName: String?
    private let mapped: [Tag]

    init(_ attributes: [Certificate.Attribute], _ mappings: [AnywhereProfile.Mapping]) {
        commonName = attributes.first { $0.name == "x509Subject/CN" }?.value
        var mapped: [Tag] = []
        // Of several values of a kind the first counts.
        for attribute in attributes where !mapped.contains(where: { $0.key == attribute.name }) {
            guard mappings.contains(where: { Self.takes($0, attribute.name) }) else { continue }
            mapped.append(Tag(key: attribute.name, value: attribute.value))
        }
        self.mapped = mapped
    }

    private static func takes(_ mapping: AnywhereProfile.Mapping, _ name: String) -> Bool {
        guard name.hasPrefix(mapping.field + "/") else { return false }
        let kind = name.dropFirst(mapping.field.utf8.count + 1)
        return mapping.specifiers.contains { specifier in
            switch specifier {
            case "*": !kind.contains("/") && mapping.field != "x509SAN"
            case "Name/*": kind.hasPrefix("Name/")
            default: kind == specifier
            }
        }
    }

    /// The tags; what tags cannot hold is refused, not repaired.
    ///
    /// So are kinds that differ in case alone, such as `UID` and `uid`: condition keys know no case.
    ///
    /// - Source: aws/rolesanywhere-credential-helper issue 77, for the text; IAM User Guide, "Rules
    ///   for tagging in IAM and AWS STS".
    func tags(for role: String) throws(ServiceError) -> [SessionClaims.SessionTag] {
        let folded = mapped.map { $0.key.lowercased() }
        let broken = mapped.filter { tag in
            let key = tag.key.lowercased()
            return !Self.isValid(tag.value) || folded.filter { $0 == key }.count > 1
        }.map(\.key)
        guard broken.isEmpty else {
            let fields = [
                ("Issuer", "x509Issuer/"), ("Subject", "x509Subject/"), ("SAN", "x509SAN/"),
            ]
            let parts = fields.map { label, prefix in
                let names = broken.filter { $0.hasPrefix(prefix) }.map {
                    String($0.dropFirst(prefix.utf8.count))
                }
                return "\(label): [ \(names.joined(separator: ", ")) ]"
            }
            throw AnywhereError.noRole(
                role,
                ". Some attributes failed to be mapped into session tags. "
                    + parts.joined(separator: "; ")
            )
        }
        return mapped.map { SessionClaims.SessionTag($0, isTransitive: false) }
    }

    private static func isValid(_ value: String) -> Bool {
        value.unicodeScalars.count <= valueLimit
            && value.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                    .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .spaceSeparator:
                    true
                default: "_.:/=+-@".unicodeScalars.contains(scalar)
                }
            }
    }
}
