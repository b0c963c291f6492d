package import Base

/// A task whose containers get the keys of a role.
package struct ContainerTask: Sendable {
    /// What a request must have in its `Authorization` field.
    package enum Authorization: Sendable {
        /// Nothing: the path is known to the task alone.
        case none
        /// This text.
        case value(String)
        /// The content of a file, read for each request.
        case file(String)
    }

    /// The path of the keys, which nobody else knows.
    let path: String
    let authorization: Authorization
    /// Where requests must come from; empty for anywhere.
    let addresses: Set<IPAddress>
    let roleARN: String
    let keys: Keeper<SessionKeys>
    let metadata: TaskMetadata?

    /// Takes a task's parts.
    package init(
        path: String,
        authorization: Authorization,
        addresses: Set<IPAddress> = [],
        roleARN: String,
        keys: Keeper<SessionKeys>,
        metadata: TaskMetadata? = nil
    ) {
        self.path = path
        self.authorization = authorization
        self.addresses = addresses
        self.roleARN = roleARN
        self.keys = keys
        self.metadata = metadata
    }

    /// Renews what ends soon.
    package func tick() { keys.tick() }
}
