internal import Base
internal import ServiceKit
internal import ServiceModel
internal import WebIdentity

/// What a verified token asks for the session, held to the rules of AssumeRole's parameters.
struct WebIdentitySession {
    /// The session tags.
    let tags: SessionTags
    /// The source identity.
    let sourceIdentity: String?

    /// - Source: botocore, `sts` model, `tagKeyType`, `tagValueType`, `sourceIdentityType`.
    private static let tagLimit = 50
    private static let keyLength = 1...128
    private static let valueLength = 0...256
    private static let identityLength = 2...64

    /// - Throws: `IDPRejectedClaim`.
    init(_ request: SessionRequest) throws(ServiceError) {
        guard request.tags.count <= Self.tagLimit,
            request.tags.allSatisfy({ tag in
                Self.isText(tag.key, Self.keyLength) && Self.isText(tag.value, Self.valueLength)
            })
        else { throw WebIdentityRefusal.rejected("The claim of session tags is not valid") }
        do throws(ServiceError) {
            tags = try SessionTags(request.tags, transitive: request.transitiveTagKeys)
        } catch { throw WebIdentityRefusal.rejected(error.message ?? "") }
        sourceIdentity = request.sourceIdentity
        guard Self.isIdentity(sourceIdentity) else {
            throw WebIdentityRefusal.rejected("The claim of the source identity is not valid")
        }
    }

    /// Every action that the trust policy must allow.
    var actions: [String] {
        var actions = ["sts:AssumeRoleWithWebIdentity"]
        if !tags.all.isEmpty { actions.append("sts:TagSession") }
        if sourceIdentity != nil { actions.append("sts:SetSourceIdentity") }
        return actions
    }

    /// Letters, numbers, separators, and a few signs.
    private static func isText(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                    .otherLetter, .spaceSeparator, .lineSeparator, .paragraphSeparator,
                    .decimalNumber, .letterNumber, .otherNumber:
                    true
                default: "_.:/=+-@".unicodeScalars.contains(scalar)
                }
            }
    }

    private static func isIdentity(_ text: String?) -> Bool {
        guard let text else { return true }
        return identityLength.contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_+=,.@-".utf8.contains(byte)
                }
            }
    }
}
