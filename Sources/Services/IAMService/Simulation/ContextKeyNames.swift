internal import PolicyLanguage

/// Names of condition keys, each once whatever its case; the first spelling stays.
struct ContextKeyNames {
    private var names: [String: String] = [:]

    /// Adds the keys that a document asks for, in conditions and in variables.
    mutating func add(_ document: PolicyDocument) {
        for name in document.contextKeys where names[name.lowercased()] == nil {
            names[name.lowercased()] = name
        }
    }

    /// The names in alphabetical order, without regard to case.
    var sorted: [String] { names.sorted { $0.key < $1.key }.map(\.value) }
}
