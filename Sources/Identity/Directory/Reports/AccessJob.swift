public import Base

/// A report of what an entity may use and has used, and how far it is.
public struct AccessJob: Hashable, Sendable {
    /// A UUID that begins with the time.
    public let id: String
    /// Who asked for it: a user's or role's unique id, an account, or a session's key.
    public let owner: String
    /// The ARN that it is about.
    public let subject: String
    /// Whether it tells of actions, not only of services.
    public let hasActions: Bool
    /// When it was asked for.
    public let createDate: Timestamp
    /// When it was done; nil while it is not.
    public var completionDate: Timestamp?
    /// The services, in order of namespaces.
    public var services: [AccessJobService] = []
    /// The users and roles whose use is told, by unique id.
    public var entities: [String] = []

    /// A job that is still to be done.
    public init(
        id: String,
        owner: String,
        subject: String,
        hasActions: Bool,
        createDate: Timestamp
    ) {
        self.id = id
        self.owner = owner
        self.subject = subject
        self.hasActions = hasActions
        self.createDate = createDate
    }
}

/// What a report tells of one service.
public struct AccessJobService: Hashable, Sendable {
    /// The namespace, such as `s3`.
    public let namespace: String
    /// The last use of the service by each entity that used it, the latest first.
    public let uses: [AccessJobUse]
    /// The actions that are tracked, in order of names, each with its last use.
    public let actions: [AccessJobAction]

    /// Joins the parts.
    public init(namespace: String, uses: [AccessJobUse], actions: [AccessJobAction]) {
        self.namespace = namespace
        self.uses = uses
        self.actions = actions
    }
}

/// When an entity last used something.
public struct AccessJobUse: Hashable, Sendable {
    /// The entity's unique id.
    public let entityID: String
    /// When.
    public let time: Timestamp
    /// From where.
    public let region: String

    /// Joins the parts.
    public init(entityID: String, time: Timestamp, region: String) {
        self.entityID = entityID
        self.time = time
        self.region = region
    }
}

/// An action and its last use.
public struct AccessJobAction: Hashable, Sendable {
    /// The name without the service.
    public let name: String
    /// Its last use; nil when it was not used.
    public let use: AccessJobUse?

    /// Joins the parts.
    public init(name: String, use: AccessJobUse?) {
        self.name = name
        self.use = use
    }
}
