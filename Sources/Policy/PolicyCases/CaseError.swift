/// Why a line is no evaluation case.
public struct CaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The case's `id`, as far as it could be read.
    public var id: String?
    /// What is wrong, for people.
    public var description: String

    /// Makes an error.
    public init(id: String? = nil, _ description: String) {
        self.id = id
        self.description = description
    }
}
