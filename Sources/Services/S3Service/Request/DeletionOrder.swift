import Markup

/// What a DeleteObjects body asks for.
struct DeletionOrder: Sendable {
    /// An object to remove.
    struct Item: Sendable {
        let key: String
        /// The ETag that it must have, if the client says.
        let etag: String?
    }

    let items: [Item]
    /// Whether only errors are answered.
    let isQuiet: Bool

    /// Reads the body.
    ///
    /// - Throws: `MalformedXML`, also for more than 1000 keys.
    init(_ bytes: [UInt8]) throws(S3Error) {
        let root = try RequestDocument.read(bytes, root: "Delete")
        var items: [Item] = []
        for object in root.children("Object") {
            guard let key = object.text(of: "Key"), !key.isEmpty else { throw .malformedXML }
            let version = object.text(of: "VersionId") ?? "null"
            guard version == "null" || version.isEmpty else {
                throw .invalidArgument("Invalid version id specified", "versionId", version)
            }
            items.append(Item(key: key, etag: object.text(of: "ETag")))
        }
        guard !items.isEmpty, items.count <= Limits.deletedKeys else { throw .malformedXML }
        self.items = items
        isQuiet = root.text(of: "Quiet") == "true"
    }
}
