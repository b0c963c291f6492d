import Foundation
import Testing

@Suite("Bans")
struct BanTests {
    private static let endings: Set<String> = ["swift", "py", "sh", "md", "c", "h", "lua"]

    @Test("no source holds what is banned", arguments: Ban.all)
    func isAbsent(_ ban: Ban) throws {
        let pattern = try Regex(ban.pattern)
        for source in try Self.sources(of: ban) {
            for (index, line) in (ban.seesEverything ? source.lines : source.code).enumerated()
            where ban.words.contains(where: line.contains) && line.contains(pattern) {
                Issue.record("\(source.path):\(index + 1): \(ban.reason)")
            }
        }
    }

    @Test("each ban catches its own example", arguments: Ban.all)
    func catchesItsExample(_ ban: Ban) throws {
        #expect(ban.example.contains(try Regex(ban.pattern)))
        #expect(ban.words.contains(where: ban.example.contains))
    }

    @Test("what the compiler cannot check for data races says why it is safe")
    func uncheckedConcurrencyIsArgued() throws {
        let paths = ["Sources", "Fuzz"].flatMap { Repository.files(in: $0, endings: ["swift"]) }
        for path in paths {
            let text = try Repository.text(path)
            guard text.contains("@unchecked") || text.contains("nonisolated(unsafe)") else {
                continue
            }
            let source = SwiftSource(path: path, text: text)
            for (index, line) in source.code.enumerated()
            where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let near = source.lines[max(0, index - 8)..<min(index + 4, source.lines.count)]
                #expect(
                    near.contains { $0.contains("SAFETY:") },
                    "\(source.path):\(index + 1): a line `// SAFETY:` beside it must say why"
                )
            }
        }
    }

    @Test("names say what a thing is")
    func namesSayWhatAThingIs() {
        for path in Repository.files(in: "Sources", endings: ["swift"]) {
            let name = URL(filePath: path).deletingPathExtension().lastPathComponent
            for word in ["Util", "Helper", "Manager", "Common", "Placeholder"] {
                #expect(!name.contains(word), "\(path): '\(word)' says nothing of what it is")
            }
        }
    }

    /// The files that a ban holds for, and that hold one of its words.
    private static func sources(of ban: Ban) throws -> [SwiftSource] {
        let paths = ban.folders.flatMap { folder in
            Repository.isFile(folder)
                ? [folder] : Repository.files(in: folder, endings: endings)
        }
        return try paths.compactMap { path in
            let isSeen = ban.seesEverything || path.hasSuffix(".swift")
            guard isSeen, !ban.allowed.contains(where: path.hasPrefix) else { return nil }
            let text = try Repository.text(path)
            guard ban.words.contains(where: text.contains) else { return nil }
            return SwiftSource(path: path, text: text)
        }
    }
}
