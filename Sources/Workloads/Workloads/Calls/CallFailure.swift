/// Why a call to a server brought no result.
package enum CallFailure: Error, Sendable, Hashable {
    /// No server answered in time, or not as one of AWS's services does.
    case unreachable
    /// A server answered with an error.
    case refused(status: Int, code: String, message: String)
    /// The keys to call with cannot be had.
    case noKeys(String)
    /// The system has no thread to call from.
    case noThread

    /// Whether the server has decided that the caller may not have it.
    package var isDenial: Bool {
        guard case .refused(_, let code, _) = self else { return false }
        return code == "AccessDenied"
    }

    /// Whether the server has decided that there is nothing to have, for now.
    package var isFinal: Bool {
        guard case .refused(_, let code, _) = self else { return false }
        return isDenial || code == "NoSuchEntity" || code.hasSuffix(".NotFound")
            || isFinalForPods
    }

    /// Whether EKS Auth has decided so: not for 403, by which the agent's own keys are refused.
    ///
    /// - Source: eks-pod-identity-agent, `internal/cloud/eksauth/errors.go`, for the codes.
    private var isFinalForPods: Bool {
        guard case .refused(let status, let code, _) = self else { return false }
        switch code {
        case "AccessDeniedException", "ResourceNotFoundException": return true
        case "InvalidTokenException", "ExpiredTokenException": return status == 400
        default: return false
        }
    }

    /// What a person should read.
    package var text: String {
        switch self {
        case .unreachable: "no server can be reached"
        case .refused(_, let code, let message): "\(code): \(message)"
        case .noKeys(let reason): reason
        case .noThread: "there is no thread to call a server from"
        }
    }
}
