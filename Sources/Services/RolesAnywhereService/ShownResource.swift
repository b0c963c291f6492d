internal import Base
internal import Directory
internal import ServiceModel

/// A resource as the answers of the operations show it.
protocol ShownResource: AnywhereResource {
    /// The member of requests that names one.
    static var idMember: String { get }
    /// The member of answers that holds one.
    static var member: String { get }
    /// The member of listings that holds many.
    static var listMember: String { get }
    /// When it was last changed.
    var updateDate: Timestamp { get set }
    /// What answers show.
    var shown: Structure { get }
}

extension TrustAnchor: ShownResource {
    static var idMember: String { "trustAnchorId" }
    static var member: String { "trustAnchor" }
    static var listMember: String { "trustAnchors" }

    var shown: Structure {
        [
            "trustAnchorId": .string(id),
            "trustAnchorArn": .string(arn),
            "name": .string(name),
            "source": [
                "sourceType": "CERTIFICATE_BUNDLE",
                "sourceData": ["x509CertificateData": .string(bundle)],
            ],
            "enabled": .boolean(isEnabled),
            "createdAt": .timestamp(createDate),
            "updatedAt": .timestamp(updateDate),
        ]
    }
}

extension AnywhereProfile: ShownResource {
    static var idMember: String { "profileId" }
    static var member: String { "profile" }
    static var listMember: String { "profiles" }

    var shown: Structure {
        [
            "profileId": .string(id),
            "profileArn": .string(arn),
            "name": .string(choices.name),
            "requireInstanceProperties": .boolean(requiresProperties),
            "enabled": .boolean(isEnabled),
            "createdBy": .string(creatorARN),
            "sessionPolicy": .optional(choices.sessionPolicy),
            "roleArns": .strings(choices.roleARNs),
            "managedPolicyArns": .strings(choices.managedPolicyARNs),
            "createdAt": .timestamp(createDate),
            "updatedAt": .timestamp(updateDate),
            "durationSeconds": .integer(choices.durationSeconds),
            "acceptRoleSessionName": .boolean(choices.acceptsSessionName),
            "attributeMappings": .structures(mappings.map(Self.shown)),
        ]
    }

    private static func shown(_ mapping: Mapping) -> Structure {
        [
            "certificateField": .string(mapping.field),
            "mappingRules": .structures(
                mapping.specifiers.map { ["specifier": .string($0)] }
            ),
        ]
    }
}

extension AnywhereRevocationList: ShownResource {
    static var idMember: String { "crlId" }
    static var member: String { "crl" }
    static var listMember: String { "crls" }

    var shown: Structure {
        [
            "crlId": .string(id),
            "crlArn": .string(arn),
            "name": .string(name),
            "enabled": .boolean(isEnabled),
            "crlData": .blob(contents),
            "trustAnchorArn": .string(trustAnchorARN),
            "createdAt": .timestamp(createDate),
            "updatedAt": .timestamp(updateDate),
        ]
    }
}
