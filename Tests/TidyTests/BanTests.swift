import Foundation
import Testing

@Suite("Bans")
struct BanTests {
    private static let endings: Set<String> = ["swift", "py", "sh", "md", "c", "h", "lua"]

    @Test("no source holds what is banned", arguments: Ban.all)
    func isAbsent(_ ban: Ban) throws {
        let pattern = try Regex(ban.pattern)
        for path in Self.files(of: ban) where !ban.allowed.contains(where: path.hasPrefix) {
            let source = try SwiftSource(path)
            let isSwift = path.hasSuffix(".swift")
            guard isSwift || ban.seesEverything else { continue }
            for (index, line) in (ban.seesEverything ? source.lines : source.code).enumerated()
            where line.contains(pattern) {
                Issue.record("\(path):\(index + 1): \(ban.reason)")
            }
        }
    }

    @Test("each ban catches its own example", arguments: Ban.all)
    func catchesItsExample(_ ban: Ban) throws {
        #expect(ban.example.contains(try Regex(ban.pattern)))
    }

    @Test("what the compiler cannot check for data races says why it is safe")
    func uncheckedConcurrencyIsArgued() throws {
        for source in try SwiftSource.all(in: "Sources") + SwiftSource.all(in: "Fuzz") {
            for (index, line) in source.code.enumerated()
            where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let near = source.lines[max(0, index - 8)...index]
                #expect(
                    near.contains { $0.contains("SAFETY:") },
                    "\(source.path):\(index + 1): a line `// SAFETY:` above it must say why"
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

    private static func files(of ban: Ban) -> [String] {
        ban.folders.flatMap { folder in
            Repository.has(folder) && Repository.isFile(folder)
                ? [folder] : Repository.files(in: folder, endings: endings)
        }
    }
}
