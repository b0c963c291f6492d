extension PolicyDocument {
    /// A principal that a document names.
    public struct NamedPrincipal: Sendable, Hashable {
        /// What it is.
        public let kind: PrincipalElement.Kind
        /// The name as written.
        ///
        /// An ARN, an account, a unique id, an asterisk, a service, or a provider.
        public let value: String
    }

    /// All principals that the statements name, in order; a bare `"*"` is not among them.
    public var principals: [NamedPrincipal] {
        var out: [NamedPrincipal] = []
        for statement in statements {
            guard case .groups(let groups) = statement.principal?.form else { continue }
            for group in groups {
                for value in group.list.values {
                    out.append(NamedPrincipal(kind: group.kind, value: value))
                }
            }
        }
        return out
    }

    /// The document with each principal of kind `AWS` replaced.
    ///
    /// Used to bind ARNs to unique ids when a policy is saved, and to turn them back on display.
    ///
    /// - Source: IAM User Guide, "AWS JSON policy elements: Principal", IAM role principals.
    public func mapPrincipals<Failure: Error>(
        _ transform: (String) throws(Failure) -> String
    ) throws(Failure) -> PolicyDocument {
        var document = self
        for index in statements.indices {
            guard var element = statements[index].principal,
                case .groups(var groups) = element.form
            else { continue }
            for group in groups.indices where groups[group].kind == .aws {
                for value in groups[group].list.values.indices {
                    groups[group].list.values[value] = try transform(
                        groups[group].list.values[value]
                    )
                }
            }
            element.form = .groups(groups)
            document.statements[index].principal = element
        }
        return document
    }
}
