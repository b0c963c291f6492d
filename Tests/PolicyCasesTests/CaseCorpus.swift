import Foundation
import PolicyCases

/// The corpora in `Fixtures/cases`.
enum CaseCorpus {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/cases")

    /// All lines of all files, subfolders included.
    static let lines: [CaseLine] = {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter { $0.hasSuffix(".jsonl") }.sorted().flatMap { name in
            let data = FileManager.default.contents(atPath: folder.path + "/" + name)
            return [UInt8](data ?? Data()).split(separator: 0x0A).enumerated().map { number, line in
                CaseLine(file: name, number: number + 1, bytes: Array(line))
            }
        }
    }()

    static let cases: [EvaluationCase] = lines.compactMap { try? EvaluationCase(parsing: $0.bytes) }
}

struct CaseLine: Sendable {
    var file: String
    var number: Int
    var bytes: [UInt8]
}
