/// The method and path by which a REST operation is called.
public struct HTTPBinding: Sendable, Hashable {
    /// A segment of a path.
    public enum Segment: Sendable, Hashable {
        /// These words.
        case literal(String)
        /// Any words, which are the member with this wire name.
        case label(String)
    }

    /// The method, such as `POST`.
    public let method: String
    /// The segments of the path.
    public let path: [Segment]

    init(method: String, path: String) {
        self.method = method
        self.path = path.split(separator: "/").map { segment in
            segment.hasPrefix("{") && segment.hasSuffix("}")
                ? .label(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }
}
