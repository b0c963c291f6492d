private import Synchronization

/// Where clients reach the server, as they write it.
///
/// Known only once the server listens, when the system chooses the port.
public final class PublicURL: Sendable {
    private let held: Mutex<String>

    /// The URL without a slash at the end.
    public var text: String {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }

    /// Begins with a URL.
    public init(_ text: String = "http://127.0.0.1:4566") { held = Mutex(text) }
}
