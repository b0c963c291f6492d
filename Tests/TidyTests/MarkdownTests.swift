import Foundation
import Testing

@Suite("Markdown")
struct MarkdownTests {
    private static let files = Repository.files(endings: ["md"])

    @Test("each file has exactly one title, on its first line")
    func oneTitle() throws {
        #expect(!Self.files.isEmpty)
        for path in Self.files {
            let prose = try Self.prose(path)
            #expect(prose.filter { $0.hasPrefix("# ") }.count == 1, "\(path): not one title")
            #expect(prose.first?.hasPrefix("# ") == true, "\(path): the title is not on line 1")
        }
    }

    @Test("links to files of the repository resolve")
    func linksResolve() throws {
        for path in Self.files {
            let folder = URL(filePath: path).deletingLastPathComponent().relativePath
            for line in try Self.prose(path) {
                for match in line.matches(of: /\]\(([^)\s]+)\)/) {
                    let link = String(match.1)
                    guard !link.contains("://"), !link.hasPrefix("mailto:") else { continue }
                    let parts = link.split(
                        separator: "#",
                        maxSplits: 1,
                        omittingEmptySubsequences: false
                    )
                    let target = parts[0].isEmpty ? path : "\(folder)/\(parts[0])"
                    #expect(Repository.has(target), "\(path): \(link) leads nowhere")
                    if parts.count == 2, target.hasSuffix(".md"), Repository.has(target) {
                        let anchors = try Self.anchors(target)
                        #expect(anchors.contains(String(parts[1])), "\(path): no heading \(link)")
                    }
                }
            }
        }
    }

    /// The lines outside code fences.
    private static func prose(_ path: String) throws -> [Substring] {
        var isFenced = false
        return try Repository.text(path)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in
                let isFence = line.drop { $0 == " " }.hasPrefix("```")
                if isFence { isFenced.toggle() }
                return !isFenced && !isFence
            }
    }

    /// The names under which a page's headings can be linked.
    private static func anchors(_ path: String) throws -> Set<String> {
        Set(
            try prose(path).filter { $0.hasPrefix("#") }.map { line in
                let text = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                return String(
                    text.lowercased().compactMap { character -> Character? in
                        if character == " " { return "-" }
                        let isKept = character.isLetter || character.isNumber
                        return isKept || character == "-" || character == "_" ? character : nil
                    }
                )
            }
        )
    }
}
