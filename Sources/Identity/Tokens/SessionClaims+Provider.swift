extension SessionClaims.Provider {
    /// The provider as condition keys name it: its URL without the scheme.
    public var name: String {
        let parts = id.split(separator: "/", maxSplits: 1)
        return parts.count == 2 && parts[0].hasSuffix(":oidc-provider") ? String(parts[1]) : id
    }
}

extension SessionClaims {
    private static let methods = "amr"

    /// How the provider authenticated the subject: its claim `amr`.
    public var authenticationMethods: [String] {
        get { extensions[Self.methods]?.split(separator: "\n").map(String.init) ?? [] }
        set {
            let methods = newValue.filter { !$0.isEmpty && !$0.utf8.contains(0x0A) }
            extensions[Self.methods] = methods.isEmpty ? nil : methods.joined(separator: "\n")
        }
    }
}
