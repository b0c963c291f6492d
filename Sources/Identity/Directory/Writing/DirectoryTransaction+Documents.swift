import Base
import PolicyLanguage
import Store

extension DirectoryTransaction {
    /// A trust policy that has been checked, with principals bound to unique ids.
    func checkedTrustPolicy(_ text: String) throws(DirectoryError) -> BoundPolicy {
        let limit = quotas[.trustPolicySize]
        guard PolicySize.characters(Array(text.utf8)) <= limit else {
            throw .limitExceeded(.trustPolicySize, limit)
        }
        return try bind(try checked(text, as: .trust), text: text)
    }

    /// Throws unless the text is a managed policy within the quota.
    func require(managedPolicy text: String) throws(DirectoryError) {
        let limit = quotas[.policySize]
        guard PolicySize.characters(Array(text.utf8)) <= limit else {
            throw .limitExceeded(.policySize, limit)
        }
        _ = try checked(text, as: .managed)
    }

    /// Throws unless the text is an inline policy; its size counts with that of others.
    func require(inlinePolicy text: String) throws(DirectoryError) {
        _ = try checked(text, as: .inline)
    }

    private func checked(
        _ text: String,
        as kind: PolicyKind
    ) throws(DirectoryError) -> PolicyDocument {
        let bytes = Array(text.utf8)
        do {
            let document = try PolicyDocument(parsing: bytes)
            try document.validate(as: kind, source: bytes)
            return document
        } catch { throw .malformedPolicy(error) }
    }
}
