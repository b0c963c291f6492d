public import Base
public import Directory
public import ServiceModel

/// What a service does for one operation of its model.
///
/// A body must ask the gate before it tells or changes anything: the dispatcher throws away what a
/// body did that never asked, unless the handler is declared open.
public struct Handler: Sendable {
    /// What is done, and on what view.
    public enum Body: Sendable {
        /// Works from memory, on the request's own thread.
        case direct(@Sendable (inout Call<NoDirectory>) throws -> Structure)
        /// Reads a consistent view, on the request's own thread.
        case read(@Sendable (inout Call<DirectoryReader>) throws -> Structure)
        /// Changes the directory; the answer waits until the change is durable.
        case write(@Sendable (inout Call<DirectoryTransaction>) throws -> Structure)
        /// Reads, then computes what takes too long for a transaction, then changes.
        case staged(@Sendable (inout Call<DirectoryReader>) throws -> Stage)
        /// Works from memory once something has come that may take seconds; no request's thread waits.
        case deferred(@Sendable (Call<NoDirectory>) throws -> Delay)
        /// The same on the account that the parameters name, for what callers of none may do.
        indirect case placed(@Sendable (Structure) throws -> AccountID, Self)
        /// Works from memory or changes something, as the parameters need.
        indirect case routed(@Sendable (Structure) -> Self)
    }

    /// What is computed between reading and changing, on the request's own thread.
    public typealias Stage = @Sendable () throws -> Change
    /// What changes the directory after a stage; it must ask the gate again.
    public typealias Change = @Sendable (inout Call<DirectoryTransaction>) throws -> Structure

    /// Calls `resume` once with the rest of the work: at once, or later on another thread.
    public typealias Delay =
        @Sendable (_ resume: @escaping @Sendable (@escaping Rest) -> Void) ->
        Void
    /// What is done after a delay; it must ask the gate.
    public typealias Rest = @Sendable (inout Call<NoDirectory>) throws -> Structure

    /// The operation's name in the service model.
    public let name: String
    /// What it does.
    public let body: Body
    /// Whether it needs no permission at all.
    public let isOpen: Bool

    private init(name: String, isOpen: Bool, body: Body) {
        self.name = name
        self.isOpen = isOpen
        self.body = body
    }

    /// A handler that only reads.
    public static func read(
        _ name: String,
        _ body: @escaping @Sendable (inout Call<DirectoryReader>) throws -> Structure
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .read(body))
    }

    /// A handler that changes something.
    public static func write(
        _ name: String,
        _ body: @escaping @Sendable (inout Call<DirectoryTransaction>) throws -> Structure
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .write(body))
    }

    /// A handler that changes something after a computation that would hold others up.
    public static func staged(
        _ name: String,
        _ body: @escaping @Sendable (inout Call<DirectoryReader>) throws -> Stage
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .staged(body))
    }

    /// A handler that needs something that may take seconds.
    public static func deferred(
        _ name: String,
        _ body: @escaping @Sendable (Call<NoDirectory>) throws -> Delay
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .deferred(body))
    }

    /// The same for an account that the parameters name, in place of the caller's.
    public static func staged(
        _ name: String,
        in account: @escaping @Sendable (Structure) throws -> AccountID,
        _ body: @escaping @Sendable (inout Call<DirectoryReader>) throws -> Stage
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .placed(account, .staged(body)))
    }

    /// A handler whose parameters tell what kind of body it takes.
    public static func routed(
        _ name: String,
        isOpen: Bool = false,
        _ route: @escaping @Sendable (Structure) -> Body
    ) -> Handler {
        Handler(name: name, isOpen: isOpen, body: .routed(route))
    }

    /// A handler that works from what the node keeps in memory.
    public static func direct(
        _ name: String,
        _ body: @escaping @Sendable (inout Call<NoDirectory>) throws -> Structure
    ) -> Handler {
        Handler(name: name, isOpen: false, body: .direct(body))
    }

    /// A handler that works from memory and that AWS lets every signed caller use.
    public static func open(
        _ name: String,
        _ body: @escaping @Sendable (inout Call<NoDirectory>) throws -> Structure
    ) -> Handler {
        Handler(name: name, isOpen: true, body: .direct(body))
    }
}
