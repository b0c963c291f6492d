internal import SAML
internal import ServiceKit
internal import ServiceModel

/// The condition keys that trust policies may ask for, from the attributes of common schemas.
///
/// - Source: IAM User Guide, "Configure SAML assertions for the authentication response", "Mapping
///   SAML attributes"; Service Authorization Reference, STS, for the spelling of keys.
enum SAMLConditionKeys {
    private struct Mapping {
        var attribute: String
        var key: String
        var isList = false
    }

    private static let person = "urn:oid:1.3.6.1.4.1.5923.1.1.1."
    private static let organization = "urn:oid:1.3.6.1.4.1.5923.1.2.1."
    private static let claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
    private static let group =
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid"

    /// In order: of two attributes for one key the first counts.
    private static let mappings: [Mapping] =
        eduPerson
        + [
            Mapping(attribute: "urn:oid:2.5.4.3", key: "cn", isList: true),
            Mapping(attribute: claims + "name", key: "name"),
            Mapping(attribute: "http://schemas.xmlsoap.org/claims/CommonName", key: "commonName"),
            Mapping(attribute: claims + "givenname", key: "givenName"),
            Mapping(attribute: claims + "surname", key: "surname"),
            Mapping(attribute: claims + "emailaddress", key: "mail"),
            Mapping(attribute: group, key: "primaryGroupSID"),
            Mapping(attribute: "2.5.4.3", key: "commonName"),
            Mapping(attribute: "2.5.4.4", key: "surname"),
            Mapping(attribute: "2.4.5.42", key: "givenName"),
            Mapping(attribute: "2.5.4.45", key: "x500UniqueIdentifier"),
            Mapping(attribute: "0.9.2342.19200300100.1.1", key: "uid"),
            Mapping(attribute: group, key: "uid"),
            Mapping(attribute: "0.9.2342.19200300100.1.3", key: "mail"),
            Mapping(attribute: "0.9.2342.19200300.100.1.45", key: "organizationStatus"),
        ]

    private static let eduPerson: [Mapping] =
        [
            ("1", "edupersonaffiliation"), ("2", "edupersonnickname"), ("3", "edupersonorgdn"),
            ("4", "edupersonorgunitdn"), ("5", "edupersonprimaryaffiliation"),
            ("6", "edupersonprincipalname"), ("7", "edupersonentitlement"),
            ("8", "edupersonprimaryorgunitdn"), ("9", "edupersonscopedaffiliation"),
            ("10", "edupersontargetedid"), ("11", "edupersonassurance"),
        ].map { number, key in
            Mapping(
                attribute: person + number,
                key: key,
                isList: !["3", "5", "6", "8"].contains(number)
            )
        }
        + [
            ("2", "eduorghomepageuri"), ("3", "eduorgidentityauthnpolicyuri"),
            ("4", "eduorglegalname"), ("5", "eduorgsuperioruri"), ("6", "eduorgwhitepagesuri"),
        ].map { number, key in
            Mapping(attribute: organization + number, key: key, isList: true)
        }

    /// The keys of an assertion's attributes.
    ///
    /// - Throws: `InvalidIdentityToken` when one value is asked for and there are several: a policy
    ///   could be met, or a denial avoided, by whichever is taken.
    static func entries(_ assertion: SAMLAssertion) throws(ServiceError) -> [Demand.ContextEntry] {
        var entries: [Demand.ContextEntry] = []
        var known: Set<String> = []
        for mapping in mappings {
            let values = assertion.values(mapping.attribute).compactMap { $0 }
            guard !values.isEmpty, known.insert(mapping.key).inserted else { continue }
            let name = "saml:\(mapping.key)"
            if mapping.isList {
                entries.append(.list(name, values))
            } else {
                guard values.count == 1 else {
                    throw .invalidIdentityToken("Attribute for \(name) has more than one value")
                }
                entries.append(.value(name, values[0]))
            }
        }
        return entries
    }
}
