public import Base

/// When and from where a principal asked for an action last, whether it was let or not.
public struct ActionUse: Hashable, Sendable {
    /// The action, such as `iam:GetUser`.
    public let action: String
    /// When.
    public let time: Timestamp
    /// The region of the request.
    public let region: String

    /// The namespace of the action's service, such as `iam`.
    public var service: Substring { action.prefix { $0 != ":" } }
    /// The action without its service, such as `GetUser`.
    public var name: Substring { action.drop { $0 != ":" }.dropFirst() }
}
