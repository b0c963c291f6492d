/// A managed policy that is attached to a user, group or role.
public struct AttachedPolicy: Hashable, Sendable {
    /// The policy's ARN.
    public let arn: String

    /// The part of the ARN after the last slash.
    public var name: String {
        String(arn[(arn.lastIndex(of: "/").map(arn.index(after:)) ?? arn.startIndex)...])
    }
}
