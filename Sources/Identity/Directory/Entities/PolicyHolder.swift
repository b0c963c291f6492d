/// Who may have policies: a user, a group or a role, by name.
public struct PolicyHolder: Hashable, Sendable {
    /// User, group or role.
    public let kind: EntityKind
    /// The entity's name.
    public let name: String

    /// The user with the name.
    public static func user(_ name: String) -> PolicyHolder { .init(kind: .user, name: name) }
    /// The group with the name.
    public static func group(_ name: String) -> PolicyHolder { .init(kind: .group, name: name) }
    /// The role with the name.
    public static func role(_ name: String) -> PolicyHolder { .init(kind: .role, name: name) }
}
