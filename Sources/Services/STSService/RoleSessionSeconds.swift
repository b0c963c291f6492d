internal import Directory
internal import ServiceKit
internal import ServiceModel

extension STSService {
    /// The life of a role session in seconds when nobody says: one hour.
    private static let roleSeconds = 3600

    /// How long a role session is to last, held to the role's maximum.
    ///
    /// - Source: STS API Reference, AssumeRole, `DurationSeconds`; the text as observed.
    static func roleSessionSeconds(_ input: Structure, _ role: Role) throws(ServiceError) -> Int {
        let seconds = input.integer("DurationSeconds") ?? roleSeconds
        guard seconds <= role.maxSessionDurationSeconds else {
            throw .validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
        }
        return seconds
    }
}
