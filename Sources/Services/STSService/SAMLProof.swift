internal import Base
internal import Cryptography
internal import Directory
internal import SAML
internal import ServiceKit
internal import ServiceModel

/// An assertion of a provider of the account, whose signature, issuer, audience and times hold.
struct SAMLProof: Sendable {
    /// How many seconds old an assertion may be.
    ///
    /// - Source: STS's own answer as quoted in public reports (gimme-aws-creds issue 251).
    private static let maxAgeSeconds: Int64 = 300

    /// The ARN of the provider.
    let providerARN: String
    /// The provider's name.
    let providerName: String
    /// What tells the provider from others of its name.
    let providerID: String
    /// What it says.
    let assertion: SAMLAssertion
    /// Until when it could be used again.
    let usableUntil: Timestamp

    /// Reads and checks the assertion of a request.
    init(_ call: Call<DirectoryReader>) throws {
        let provider = try Self.provider(call.input.requiredString("PrincipalArn"), call.directory)
        guard provider.validUntil > call.environment.now else {
            throw ServiceError.invalidIdentityToken("The metadata of the provider have expired")
        }
        let signers = try call.directory.signers(of: provider)
        let isEncrypted = provider.encryptionMode == .required
        let endpoint = SAMLEndpoint(providerID: provider.uuid, requiresEncryption: isEncrypted)
        let expected = SAMLExpectation(
            issuer: signers.entityID,
            maxAgeSeconds: Self.maxAgeSeconds,
            isAudience: endpoint.isAudience,
            isRecipient: endpoint.isRecipient
        )
        let text = try call.input.requiredString("SAMLAssertion")
        let keys = try provider.privateKeys.map { try call.directory.secret(of: $0) }
        do throws(SAMLFailure) {
            let trust = SAMLTrust(
                issuer: signers.entityID,
                certificates: signers.certificates,
                privateKeys: keys,
                requiresEncryption: isEncrypted
            )
            assertion = try SAMLMessage(base64: text).assertion(trusting: trust)
            try assertion.check(expected, at: call.environment.now)
        } catch { throw ServiceError(error) }
        providerARN = provider.arn
        providerName = provider.name
        providerID = provider.uuid
        usableUntil = assertion.usableUntil(expected)
    }

    /// Uses the assertion, once in the account.
    func use(_ directory: DirectoryTransaction) throws {
        // The provider may have been changed for another since the assertion was checked.
        guard try Self.provider(providerARN, directory).uuid == providerID else {
            throw ServiceError.noRoleBySAML
        }
        // What waited for its turn past its end may not be remembered any more.
        guard usableUntil > directory.now else { throw ServiceError(.tooOld) }
        let isFirst = try directory.useAssertion(
            assertion.id,
            issuer: assertion.issuer,
            until: usableUntil
        )
        guard isFirst else {
            throw ServiceError.invalidIdentityToken("Response has already been used")
        }
    }

    private static func provider(
        _ arn: String,
        _ directory: some DirectoryView
    ) throws -> SAMLProvider {
        do throws(DirectoryError) {
            return try directory.samlProvider(arn: arn)
        } catch .noSuch {
            throw ServiceError.invalidIdentityToken("Specified provider doesn't exist")
        }
    }

    /// The subject under its provider.
    ///
    /// - Source: STS API Reference, AssumeRoleWithSAML, `NameQualifier` and `SubjectType`.
    func subject(in account: AccountID) -> SAMLSubject {
        let prefix = "urn:oasis:names:tc:SAML:2.0:nameid-format:"
        let format =
            assertion.subjectFormat ?? "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
        var digest = StreamingDigest(.sha1)
        digest.update(Array("\(assertion.issuer)\(account)/\(providerName)".utf8))
        return SAMLSubject(
            name: assertion.subject,
            type: format.hasPrefix(prefix) ? String(format.dropFirst(prefix.utf8.count)) : format,
            qualifier: Base64.text(digest.finish())
        )
    }
}
