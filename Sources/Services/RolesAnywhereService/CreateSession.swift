internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import Signature
internal import Tokens

extension RolesAnywhereService {
    /// A request whose certificate leads to the trust anchor.
    private struct Granted: Sendable {
        let anchor: TrustAnchor
        let profile: AnywhereProfile
        let session: ServiceSession
        let subject: String
        let credential: AnywhereSubject.Credential
    }

    /// The account of the trust anchor: callers have none.
    static func accountOfSession(_ input: Structure) throws -> AccountID {
        let text = try input.requiredString("trustAnchorArn")
        guard let arn = ARN(text), arn.service == "rolesanywhere", let account = arn.accountID
        else { throw ServiceError.validation("\(text) is invalid") }
        return account
    }

    /// Checks the proof before anything is changed; that the subject was seen is kept then.
    ///
    /// - Source: IAM Roles Anywhere User Guide, "CreateSession API" and "Trust model".
    static func createSession(_ call: inout Call<DirectoryReader>) throws -> Handler.Stage {
        let granted = try granted(call)
        try authorize(&call, granted)
        return { { call in try issue(&call, granted) } }
    }

    private static func granted(_ call: Call<DirectoryReader>) throws -> Granted {
        guard let proof = call.environment.certificate,
            let leaf = Certificate(der: proof.certificate),
            let serial = leaf.decimalSerial, let hexadecimal = leaf.hexadecimalSerial
        else { throw AnywhereError.untrusted }
        let anchor = try trustedAnchor(call, proof.chain, leaf)
        let profile = try profile(call)
        let arn = try call.input.requiredString("roleArn")
        guard profile.choices.roleARNs.contains(where: { $0.hasSameBytes(as: arn) }),
            let state = try call.node.directory.roleState(arn: arn),
            state.role.account == anchor.account
        else { throw AnywhereError.noRole(arn) }
        var session = ServiceSession(
            service: service,
            state: state,
            name: try sessionName(call.input, profile, hexadecimal),
            seconds: try seconds(call.input, profile, state)
        )
        let attributes = SessionAttributes(leaf.attributes, profile.mappings)
        session.tags = try attributes.tags(for: arn)
        session.sourceIdentity = attributes.commonName.map { "CN=" + $0 }
        session.policies = profile.choices.sessionPolicy.map { [$0] } ?? []
        session.policyARNs = profile.choices.managedPolicyARNs
        session.keys = keys(anchor, session.tags)
        return Granted(
            anchor: anchor,
            profile: profile,
            session: session,
            subject: leaf.subject,
            credential: AnywhereSubject.Credential(
                serial: serial,
                issuer: leaf.issuer,
                seenDate: call.environment.now
            )
        )
    }

    /// The anchor, when the certificate leads to it; strangers do not learn which anchors there are.
    private static func trustedAnchor(
        _ call: Call<DirectoryReader>,
        _ chain: [[UInt8]],
        _ leaf: borrowing Certificate
    ) throws -> TrustAnchor {
        let arn = try call.input.requiredString("trustAnchorArn")
        let region = call.environment.region
        let name = try name(arn, .trustAnchor, call)
        guard leaf.isForSigning,
            let anchor = try call.directory.anywhere(TrustAnchor.self, id: name, in: region),
            anchor.isEnabled, let authorities = certificates(anchor.bundle)
        else { throw AnywhereError.untrusted }
        var revoked: [[UInt8]] = []
        for list in try call.directory.revocationLists(of: anchor) where list.isEnabled {
            guard let lists = lists(list.contents) else { throw AnywhereError.untrusted }
            revoked += lists
        }
        guard
            CertificatePath.isValid(
                from: leaf,
                through: chain,
                to: authorities,
                revoked: revoked,
                at: call.environment.now
            )
        else { throw AnywhereError.untrusted }
        return anchor
    }

    private static func profile(_ call: Call<DirectoryReader>) throws -> AnywhereProfile {
        let arn = try call.input.requiredString("profileArn")
        let id = try name(arn, .profile, call)
        let region = call.environment.region
        let found = try call.directory.anywhere(AnywhereProfile.self, id: id, in: region)
        guard let found else { throw AnywhereError.notFound(arn) }
        guard found.isEnabled else { throw ServiceError.accessDenied("The profile is disabled.") }
        guard !found.requiresProperties || call.input.map("instanceProperties")?.isEmpty == false
        else { throw ServiceError.validation("The profile requires instance properties.") }
        return found
    }

    /// The identifier in an ARN of the account on which the call works.
    private static func name(
        _ text: String,
        _ kind: AnywhereKind,
        _ call: Call<DirectoryReader>
    ) throws(ServiceError) -> String {
        let prefix = kind.arn(call.directory.account, call.environment.region, "")
        let id = String(text.dropFirst(prefix.count))
        guard text.hasPrefix(prefix), AnywhereName.isID(id) else {
            throw kind == .trustAnchor ? AnywhereError.untrusted : AnywhereError.notFound(text)
        }
        return id
    }

    private static func sessionName(
        _ input: Structure,
        _ profile: AnywhereProfile,
        _ serial: String
    ) throws(ServiceError) -> String {
        guard let name = input.string("roleSessionName") else { return serial }
        guard profile.choices.acceptsSessionName else {
            throw .accessDenied("The profile does not accept a role session name.")
        }
        return name
    }

    private static func seconds(
        _ input: Structure,
        _ profile: AnywhereProfile,
        _ state: RoleState
    ) throws(ServiceError) -> Int {
        let limit = min(profile.choices.durationSeconds, state.role.maxSessionDurationSeconds)
        guard let seconds = input.integer("durationSeconds") else { return limit }
        guard seconds <= limit else {
            throw .validation(
                "The requested DurationSeconds exceeds what the profile and the role allow."
            )
        }
        return seconds
    }

    /// - Source: IAM Roles Anywhere User Guide, "Trust model", "Trust policy".
    private static func keys(
        _ anchor: TrustAnchor,
        _ tags: [SessionClaims.SessionTag]
    ) -> [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = [
            .value("aws:SourceArn", anchor.arn),
            .value("aws:SourceAccount", anchor.account.description),
        ]
        for tag in tags.map(\.tag) {
            keys.append(.value("aws:PrincipalTag/\(tag.key)", tag.value))
        }
        return keys
    }

    private static func authorize<View>(_ call: inout Call<View>, _ granted: Granted) throws {
        do {
            try granted.session.authorize(&call)
        } catch let error as ServiceError {
            guard error.code == "AccessDenied" else { throw error }
            throw AnywhereError.noRole(granted.session.state.role.arn)
        }
    }

    private static func issue(
        _ call: inout Call<DirectoryTransaction>,
        _ granted: Granted
    ) throws -> Structure {
        try authorize(&call, granted)
        let session = granted.session
        let credentials = try session.issue(call)
        let digest = SHA256.hash(Array("\(granted.anchor.region)\n\(granted.subject)".utf8)).bytes
        // Version 8 of RFC 9562: of a digest.
        let id = RandomSource.uuid(Array(digest.prefix(16)), version: 0x80)
        let region = granted.anchor.region
        var subject =
            try call.directory.anywhere(AnywhereSubject.self, id: id, in: region)
            ?? AnywhereSubject(
                account: granted.anchor.account,
                region: region,
                id: id,
                name: granted.subject,
                at: call.environment.now
            )
        subject.show(granted.credential)
        try call.directory.remember(subject)
        return [
            "credentialSet": [
                [
                    "assumedRoleUser": [
                        "arn": .string(session.arn), "assumedRoleId": .string(session.id),
                    ],
                    "credentials": [
                        "accessKeyId": .string(credentials.accessKeyID.text),
                        "expiration": .string(credentials.expiresAt.description),
                        "secretAccessKey": .string(credentials.secretAccessKeyText),
                        "sessionToken": .string(credentials.sessionToken),
                    ],
                    "packedPolicySize": .optional(credentials.packedSizePercent),
                    "roleArn": .string(session.state.role.arn),
                    "sourceIdentity": .optional(session.sourceIdentity),
                ]
            ],
            "subjectArn": .string(subject.arn),
        ]
    }
}
