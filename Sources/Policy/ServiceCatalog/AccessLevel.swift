/// What kind of access an action gives.
///
/// - Source: Service Authorization Reference, "Access level" of each action.
public enum AccessLevel: UInt8, Sendable, CaseIterable {
    /// Sees which resources there are.
    case list
    /// Reads a resource's content.
    case read
    /// Creates, changes or deletes resources.
    case write
    /// Grants or changes permissions.
    case permissionsManagement
    /// Changes tags.
    case tagging
}
