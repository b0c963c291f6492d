internal import Base

extension SAMLAssertion {
    private static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

    /// Reads a verified assertion and where its response was sent.
    ///
    /// - Source: "Assertions and Protocols for the OASIS Security Assertion Markup Language (SAML)
    ///   V2.0", 2.3 to 2.7; IAM User Guide, "Configure SAML assertions for the authentication
    ///   response": exactly one confirmation, with `NotOnOrAfter` and `Recipient`.
    init(_ node: SAMLNode, in response: SAMLNode) throws(SAMLFailure) {
        guard node.isNamed("Assertion", .assertion), node.attribute("Version") == "2.0" else {
            throw .malformed
        }
        id = try node.required("ID")
        guard id.utf8.count <= Limits.id else { throw .malformed }
        issueInstant = try Self.moment(node.required("IssueInstant"))
        issuer = try node.one("Issuer", .assertion).requiredText()
        guard let subjectNode = try node.oneIfPresent("Subject", .assertion),
            let name = try subjectNode.oneIfPresent("NameID", .assertion)
        else { throw .noSubject }
        subject = try name.requiredText()
        subjectFormat = name.attribute("Format")
        guard subject.utf8.count <= Limits.subject, subjectFormat.isShort else { throw .malformed }
        let confirmation = try Self.confirmation(subjectNode, response)
        recipient = try confirmation.required("Recipient")
        confirmedUntil = try Self.moment(confirmation.required("NotOnOrAfter"))
        let conditions = try node.one("Conditions", .assertion)
        validFrom = try [
            Self.momentIfPresent(confirmation, "NotBefore"),
            Self.momentIfPresent(conditions, "NotBefore"),
        ].compactMap { $0 }
        validUntil = try Self.momentIfPresent(conditions, "NotOnOrAfter")
        audiences = try Self.audiences(conditions)
        sessionUntil = try Self.sessionEnd(node)
        destination = response.attribute("Destination")
        var attributes: [SAMLAttribute] = []
        for statement in node.all("AttributeStatement", .assertion) {
            for attribute in statement.all("Attribute", .assertion) {
                attributes.append(try SAMLAttribute(attribute))
            }
        }
        self.attributes = attributes
    }

    /// What the only confirmation of the subject asks of its bearer.
    private static func confirmation(
        _ subject: SAMLNode,
        _ response: SAMLNode
    ) throws(SAMLFailure) -> SAMLNode {
        let confirmation = try subject.one("SubjectConfirmation", .assertion)
        guard confirmation.attribute("Method") == bearer else { throw .malformed }
        let data = try confirmation.one("SubjectConfirmationData", .assertion)
        let request = data.attribute("InResponseTo")
        // Which requests the identity provider got is not known; both must tell the same.
        guard request == nil || request == response.attribute("InResponseTo") else {
            throw .malformed
        }
        return data
    }

    /// A condition that is not known makes the assertion invalid.
    private static func audiences(_ conditions: SAMLNode) throws(SAMLFailure) -> [[String]] {
        var audiences: [[String]] = []
        for condition in conditions.children {
            if condition.isNamed("AudienceRestriction", .assertion) {
                var names: [String] = []
                for audience in condition.all("Audience", .assertion) {
                    names.append(try audience.text())
                }
                audiences.append(names)
            } else if !condition.isNamed("OneTimeUse", .assertion),
                !condition.isNamed("ProxyRestriction", .assertion)
            {
                throw .malformed
            }
        }
        return audiences
    }

    private static func sessionEnd(_ node: SAMLNode) throws(SAMLFailure) -> Timestamp? {
        var ends: [Timestamp] = []
        for statement in node.all("AuthnStatement", .assertion) {
            if let end = try momentIfPresent(statement, "SessionNotOnOrAfter") { ends.append(end) }
        }
        return ends.min()
    }

    private static func momentIfPresent(
        _ node: SAMLNode,
        _ name: String
    ) throws(SAMLFailure) -> Timestamp? {
        guard let text = node.attribute(name) else { return nil }
        return try moment(text)
    }

    private static func moment(_ text: String) throws(SAMLFailure) -> Timestamp {
        guard let moment = Timestamp(iso8601: text) else { throw .malformed }
        return moment
    }
}

extension String? {
    fileprivate var isShort: Bool { (self?.utf8.count ?? 0) <= Limits.subject }
}
