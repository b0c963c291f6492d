public import Directory
public import ServiceModel

/// The life of a role session in seconds when nobody says: one hour.
private let roleSeconds = 3600

extension Structure {
    /// How long a role session is to last, in seconds, held to the role's maximum.
    ///
    /// - Throws: `ValidationError` 400.
    /// - Source: STS API Reference, AssumeRole, `DurationSeconds`; the text as observed.
    public func roleSessionSeconds(of role: Role) throws(ServiceError) -> Int {
        let seconds = integer("DurationSeconds") ?? roleSeconds
        guard seconds <= role.maxSessionDurationSeconds else {
            throw .validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
        }
        return seconds
    }
}
