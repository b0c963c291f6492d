/// Which role a workload gets, and as what it asks for it.
package enum RoleBinding: Sendable {
    /// A service takes the role on behalf of one of its resources.
    case service(
        principal: String,
        roleARN: String,
        sessionName: String,
        sourceARN: String?,
        durationSeconds: Int?
    )
    /// The caller itself assumes the role.
    case assume(roleARN: String, sessionName: String, externalID: String?, durationSeconds: Int?)

    /// The role.
    package var roleARN: String {
        switch self {
        case .service(_, let role, _, _, _), .assume(let role, _, _, _): role
        }
    }
}

extension ServiceClient {
    /// Asks for the role's keys and waits for them.
    package func keys(for binding: RoleBinding) throws(CallFailure) -> SessionKeys {
        let now = now
        let result =
            switch binding {
            case .service(let principal, let role, let session, let source, let duration):
                try call(
                    .rolecall,
                    "ActAsService",
                    Self.parameters([
                        ("Service", principal), ("RoleArn", role), ("RoleSessionName", session),
                        ("SourceArn", source), ("DurationSeconds", duration.map { "\($0)" }),
                    ])
                )
            case .assume(let role, let session, let external, let duration):
                try call(
                    .sts,
                    "AssumeRole",
                    Self.parameters([
                        ("RoleArn", role), ("RoleSessionName", session),
                        ("ExternalId", external), ("DurationSeconds", duration.map { "\($0)" }),
                    ])
                )
            }
        guard let keys = SessionKeys(result, at: now) else { throw .unreachable }
        return keys
    }

    private static func parameters(
        _ all: [(name: String, value: String?)]
    ) -> [(name: String, value: String)] {
        all.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}
