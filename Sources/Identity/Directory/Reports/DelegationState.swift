/// How far a delegation request is.
///
/// - Source: botocore, `iam` model, `stateType`.
public enum DelegationState: String, Sendable {
    /// Nobody has taken it on.
    case unassigned = "UNASSIGNED"
    /// Someone of the account has taken it on.
    case assigned = "ASSIGNED"
    /// Its owner has passed it on to whoever may accept it.
    case pendingApproval = "PENDING_APPROVAL"
    /// It was accepted, and the token is not sent.
    case accepted = "ACCEPTED"
    /// The token was sent.
    case finalized = "FINALIZED"
    /// It was refused.
    case rejected = "REJECTED"
    /// Nothing was done with it for too long.
    case expired = "EXPIRED"
}

/// What was asked of a delegation request that its state does not allow.
public struct DelegationRefusal: Error, Hashable, Sendable {
    /// The state in which it was asked.
    public let state: DelegationState
}
