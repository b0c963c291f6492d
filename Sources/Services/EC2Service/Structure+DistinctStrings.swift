internal import ServiceModel

extension Structure {
    /// The texts of a list, each once, in the order in which they first come; none when it is absent.
    func distinctStrings(_ name: String) -> [String] {
        var seen: Set<String> = []
        return (strings(name) ?? []).filter { seen.insert($0).inserted }
    }
}
