import Foundation

/// The working copy that these tests stand in.
enum Repository {
    /// Its root, found from this file's own place.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Folders at the root that hold no sources: builds, data, and version control.
    private static let ignored: Set<String> = [".build", ".git", "data", "__pycache__"]

    /// All files whose names end in one of the endings, as paths from the root, sorted.
    static func files(in folder: String = "", endings: Set<String>) -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        let prefix = root.path(percentEncoded: false)
        var found: [String] = []
        guard
            let walk = FileManager.default.enumerator(
                at: start,
                includingPropertiesForKeys: [.isRegularFileKey]
            )
        else { return [] }
        while let url = walk.nextObject() as? URL {
            if ignored.contains(url.lastPathComponent) { walk.skipDescendants() }
            guard endings.contains(url.pathExtension) else { continue }
            found.append(String(url.path(percentEncoded: false).dropFirst(prefix.count)))
        }
        return found.sorted()
    }

    /// A file's text.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether a file or folder is there.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(
            atPath: root.appending(path: path).path(percentEncoded: false)
        )
    }
}

extension Repository {
    /// Whether a path names a file, not a folder.
    static func isFile(_ path: String) -> Bool {
        let url = root.appending(path: path)
        let values = try? url.resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile == true
    }
}
