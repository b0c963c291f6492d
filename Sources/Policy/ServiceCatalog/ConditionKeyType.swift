/// The type of a condition key's values.
///
/// - Source: Service Authorization Reference, "Type" of each condition key.
public enum ConditionKeyType: UInt8, Sendable, CaseIterable {
    /// Text.
    case string
    /// Several texts.
    case arrayOfString
    /// An Amazon Resource Name.
    case arn
    /// Several ARNs.
    case arrayOfARN
    /// `true` or `false`.
    case bool
    /// Several times `true` or `false`.
    case arrayOfBool
    /// A number.
    case numeric
    /// A moment.
    case date
    /// An IPv4 or IPv6 address.
    case ipAddress
    /// Bytes, in base64.
    case binary

    /// Whether a request may carry several values.
    public var isMultivalued: Bool {
        switch self {
        case .arrayOfString, .arrayOfARN, .arrayOfBool: true
        default: false
        }
    }
}
