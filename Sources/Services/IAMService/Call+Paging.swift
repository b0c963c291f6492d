internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension Call {
    /// How many items were asked for; 100 when nothing was said.
    ///
    /// - Source: IAM API Reference, `MaxItems`.
    var maxItems: Int { input.integer("MaxItems") ?? 100 }

    /// Where to go on, as the last answer said.
    var marker: String? { input.string("Marker") }

    /// A page as answers have it: the list, `IsTruncated`, and `Marker` when there is more.
    func answer<Item>(
        _ page: Page<Item>,
        as member: String,
        _ render: (Item) throws -> Value
    ) rethrows -> Structure {
        [
            member: .list(try page.items.map(render)), "IsTruncated": .boolean(page.marker != nil),
            "Marker": .optional(page.marker),
        ]
    }

    /// Cuts a page out of a whole list that is in order of its keys.
    ///
    /// The marker carries the last key, so that a page stays right while the list changes. A limit
    /// makes pages shorter than asked for.
    func page<Item>(
        _ items: [Item],
        limit: Int = .max,
        by key: (Item) -> String
    ) throws(ServiceError) -> Page<Item> {
        var rest = items[...]
        if let marker {
            guard let bytes = Base64.bytes(marker.utf8, .url) else {
                throw ServiceError(code: "ValidationError", message: "Invalid Marker.")
            }
            let last = String(decoding: bytes, as: UTF8.self)
            rest = rest.drop { key($0) <= last }
        }
        let part = rest.prefix(min(maxItems, limit))
        guard part.count < rest.count, let last = part.last else { return Page(items: Array(part)) }
        return Page(items: Array(part), marker: Base64.text(Array(key(last).utf8), .url))
    }
}
