import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Makes a credential of a user for a service and tells its secret, which is not told again.
    public func createServiceCredential(
        forUser name: String,
        service serviceName: String,
        ageDays: Int? = nil
    ) throws(DirectoryError) -> (credential: ServiceSpecificCredential, secret: String) {
        guard let service = ServiceSpecificCredential.Service(rawValue: serviceName) else {
            throw .credential(.unsupportedService(serviceName))
        }
        guard ageDays == nil || service.takesAPIKey, Limits.credentialAgeDays.contains(ageDays ?? 1)
        else {
            throw .invalidInput("CredentialAgeDays is for services with long-term API keys only.")
        }
        let user = try user(named: name)
        let held = try serviceCredentials(ofUser: name).filter { $0.service == service }
        guard held.count < quotas[.serviceCredentialsPerUser] else {
            throw .limitExceeded(.serviceCredentialsPerUser, quotas[.serviceCredentialsPerUser])
        }
        let alias = try freeAlias(name, service)
        let secret = ServiceSpecificCredential.secret(
            service,
            alias: alias,
            random: dependencies.random
        )
        let credential = ServiceSpecificCredential(
            id: UniqueID.make(.contextCredential, random: dependencies.random),
            userID: user.id,
            service: service,
            alias: alias,
            isActive: true,
            createDate: now,
            expirationDate: ageDays.map { now.adding(seconds: Int64($0) * 86_400) },
            digest: SHA256.hash(Array(secret.utf8)).bytes
        )
        try put(credential)
        try put(aliasKey(service, alias), [])
        return (credential, secret)
    }

    /// Makes a user's credential active or inactive.
    public func setActive(
        _ isActive: Bool,
        serviceCredential id: String,
        ofUser name: String
    ) throws(DirectoryError) {
        var credential = try serviceCredential(id, ofUser: name)
        credential.isActive = isActive
        try put(credential)
    }

    /// Gives a user's credential another secret, and tells it; the old one ends at once.
    public func resetServiceCredential(
        _ id: String,
        ofUser name: String
    ) throws(DirectoryError) -> (credential: ServiceSpecificCredential, secret: String) {
        var credential = try serviceCredential(id, ofUser: name)
        let secret = ServiceSpecificCredential.secret(
            credential.service,
            alias: credential.alias,
            random: dependencies.random
        )
        credential.digest = SHA256.hash(Array(secret.utf8)).bytes
        try put(credential)
        return (credential, secret)
    }

    /// Deletes a user's credential.
    public func deleteServiceCredential(_ id: String, ofUser name: String) throws(DirectoryError) {
        let credential = try serviceCredential(id, ofUser: name)
        try delete(key(Keyspace.serviceCredentials).text(credential.userID).text(id))
        try delete(aliasKey(credential.service, credential.alias))
    }

    private func put(_ credential: ServiceSpecificCredential) throws(DirectoryError) {
        try put(
            key(Keyspace.serviceCredentials).text(credential.userID).text(credential.id),
            credential
        )
    }

    /// - Source: IAM User Guide, "Use IAM with CodeCommit": `jane-at-123456789012`, and
    ///   `jane+1-at-123456789012` for the second.
    private func freeAlias(
        _ name: String,
        _ service: ServiceSpecificCredential.Service
    ) throws(DirectoryError) -> String {
        var number = 0
        while true {
            let alias = "\(name)\(number == 0 ? "" : "+\(number)")-at-\(account)"
            if try !exists(aliasKey(service, alias)) { return alias }
            number += 1
        }
    }

    private func aliasKey(_ service: ServiceSpecificCredential.Service, _ alias: String) -> Key {
        key(Keyspace.serviceCredentialAliases).text(service.rawValue).text(alias)
    }
}
