/// How moments are written.
public enum TimestampForm: String, Sendable, Hashable {
    /// `2026-11-24T20:54:00Z`
    case iso8601
    /// Seconds since 1970 as a number, with a fraction or without.
    case unix = "unixTimestamp"
}
