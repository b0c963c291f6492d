public import Base

/// A request for temporary access to an account, and what became of it.
///
/// - Source: IAM User Guide, "Building your integration", "Understanding the request lifecycle".
public struct DelegationRequest: Hashable, Sendable {
    /// A value for a placeholder of the policy template.
    public struct Parameter: Hashable, Sendable {
        /// The placeholder's name.
        public let name: String
        /// The values.
        public let values: [String]
        /// `string` or `stringList`; nil when it was not said.
        public let type: String?

        /// Joins the parts.
        public init(name: String, values: [String], type: String?) {
            self.name = name
            self.values = values
            self.type = type
        }
    }

    /// What the requestor says.
    public struct Terms: Hashable, Sendable {
        /// What the access is for.
        public var description: String
        /// A message for this one request.
        public var message: String?
        /// The policy that the permissions follow from.
        public var templateARN: String?
        /// The values for its placeholders.
        public var parameters: [Parameter]
        /// The permissions, placeholders filled in.
        public var policy: String
        /// The requestor's own number for it.
        public var workflowID: String
        /// Where people go on when they are done.
        public var redirectURL: String?
        /// The topic that is told.
        public var notificationChannel: String
        /// How long the access lasts, in seconds.
        public var sessionDurationSeconds: Int
        /// Whether nobody but the owner may send the token.
        public var isSentByOwnerOnly: Bool

        /// Joins the parts that must be there.
        public init(
            description: String,
            policy: String,
            workflowID: String,
            notificationChannel: String,
            sessionDurationSeconds: Int
        ) {
            self.description = description
            self.policy = policy
            self.workflowID = workflowID
            self.notificationChannel = notificationChannel
            self.sessionDurationSeconds = sessionDurationSeconds
            parameters = []
            isSentByOwnerOnly = false
        }
    }

    /// Its id.
    public let id: String
    /// The account that asks for access.
    public let requestor: AccountID
    /// What the requestor says.
    public let terms: Terms
    /// When it was made.
    public let createDate: Timestamp
    /// The account that it is for; nil while it is for any.
    public internal(set) var ownerAccount: AccountID?
    /// The ARN of who has taken it on.
    public internal(set) var ownerID: String?
    /// The ARN of who has accepted it.
    public internal(set) var approverID: String?
    /// What was said when it was passed on.
    public internal(set) var notes: String?
    /// What was said when it was refused.
    public internal(set) var rejectionReason: String?
    /// When its state was last changed.
    public internal(set) var updateDate: Timestamp
    /// The state as it was last changed.
    var reached: DelegationState = .unassigned

    /// A request that nobody has taken on.
    public init(
        id: String,
        requestor: AccountID,
        ownerAccount: AccountID?,
        terms: Terms,
        createDate: Timestamp
    ) {
        self.id = id
        self.requestor = requestor
        self.ownerAccount = ownerAccount
        self.terms = terms
        self.createDate = createDate
        updateDate = createDate
    }

    /// When it expires unless something is done with it.
    public var expirationTime: Timestamp {
        updateDate.adding(
            seconds: reached == .unassigned
                ? Limits.unassignedDelegationSeconds : Limits.delegationSeconds
        )
    }

    /// The state at a moment.
    public func state(at now: Timestamp) -> DelegationState {
        expirationTime <= now ? .expired : reached
    }
}

extension DelegationRequest {
    /// Someone takes it on.
    public mutating func associate(
        _ owner: String,
        in account: AccountID,
        at now: Timestamp
    ) throws(DelegationRefusal) {
        try move(from: [.unassigned], to: .assigned, at: now)
        ownerID = owner
        ownerAccount = account
    }

    /// Its owner passes it on.
    public mutating func update(notes: String?, at now: Timestamp) throws(DelegationRefusal) {
        try move(from: [.assigned, .pendingApproval], to: .pendingApproval, at: now)
        if let notes { self.notes = notes }
    }

    /// Someone accepts it.
    public mutating func accept(_ approver: String, at now: Timestamp) throws(DelegationRefusal) {
        try move(from: [.assigned, .pendingApproval], to: .accepted, at: now)
        approverID = approver
    }

    /// Someone refuses it, which is possible until the token is sent.
    public mutating func reject(reason: String?, at now: Timestamp) throws(DelegationRefusal) {
        try move(from: [.assigned, .pendingApproval, .accepted], to: .rejected, at: now)
        rejectionReason = reason
    }

    /// The token is sent, which cannot be taken back.
    public mutating func finalize(at now: Timestamp) throws(DelegationRefusal) {
        try move(from: [.accepted], to: .finalized, at: now)
    }

    private mutating func move(
        from states: [DelegationState],
        to state: DelegationState,
        at now: Timestamp
    ) throws(DelegationRefusal) {
        let current = self.state(at: now)
        guard states.contains(current) else { throw DelegationRefusal(state: current) }
        reached = state
        updateDate = now
    }
}
