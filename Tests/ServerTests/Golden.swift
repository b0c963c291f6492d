import Foundation
import Testing

/// Files that say what the program does, to be reviewed as diffs; `make golden` writes them anew.
enum Golden {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/golden")

    /// Compares line by line, or writes when the environment says so.
    static func compare(_ text: String, with name: String) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["ROLECALL_GOLDEN"] == "write" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let known = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let changes = text.split(separator: "\n").difference(from: known.split(separator: "\n"))
        for change in changes.removals + changes.insertions {
            switch change {
            case .remove(_, let line, _): Issue.record("\(name) had: \(line)")
            case .insert(_, let line, _): Issue.record("\(name) lacks: \(line)")
            }
        }
    }
}
