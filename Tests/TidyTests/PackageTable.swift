import Foundation

/// The table of targets in `Package.swift`, read as text so that no build lock is needed.
struct PackageTable {
    /// One target.
    struct Row {
        var name: String
        var room: String
        var dependencies: [String]
        var isC: Bool
    }

    /// The rooms from the ground up.
    static let rooms = [
        "System", "Primitives", "Policy", "Identity", "Wire", "Services", "Workloads", "Server",
    ]

    /// The targets under `Sources`, in the table's order.
    let rows: [Row]
    /// The test targets.
    let tests: [Row]

    /// Reads the manifest.
    init() throws {
        let text = try Repository.text("Package.swift")
        rows = Self.rows(in: Self.table("rows", of: text))
        tests = Self.rows(in: Self.table("tests", of: text))
    }

    /// A target's row.
    func row(_ name: String) -> Row? { rows.first { $0.name == name } }

    private static func table(_ name: String, of text: String) -> Substring {
        guard let start = text.range(of: "let \(name): [Row] = ["),
            let end = text.range(of: "\n]", range: start.upperBound..<text.endIndex)
        else { return "" }
        return text[start.upperBound..<end.lowerBound]
    }

    private static func rows(in table: Substring) -> [Row] {
        table.components(separatedBy: "Row(").dropFirst().compactMap { text in
            guard let name = text.firstMatch(of: /name: "(\w+)"/)?.1,
                let room = text.firstMatch(of: /room: "(\w*)"/)?.1
            else { return nil }
            let list = text.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
            let dependencies = list.matches(of: /"(\w+)"/).map { String($0.1) }
            return Row(
                name: String(name),
                room: String(room),
                dependencies: dependencies,
                isC: text.contains("kind: .clang") || text.contains("kind: .system")
            )
        }
    }
}
