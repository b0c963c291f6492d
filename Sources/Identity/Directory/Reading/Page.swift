/// A part of a listing, and where the next one starts.
public struct Page<Item: Sendable>: Sendable {
    /// The items; may be fewer than asked for even when there are more.
    public var items: [Item]
    /// What to pass for the next part; nil when this was the last.
    public var marker: String?

    /// Joins items and marker.
    public init(items: [Item], marker: String? = nil) {
        self.items = items
        self.marker = marker
    }
}
