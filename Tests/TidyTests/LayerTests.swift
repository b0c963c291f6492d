import Testing

@Suite("Layers")
struct LayerTests {
    private let table: PackageTable

    init() throws { table = try PackageTable() }

    /// Modules of the toolchain that any target may import.
    private static let universal: Set<String> = ["Swift", "Synchronization"]

    /// Who may speak to the operating system, and why.
    private static let usersOfGlibc: [String: String] = [
        "Base": "threads, the clock and the random source",
        "Cryptography": "wiping of memory",
        "Telemetry": "writing to a descriptor",
        "StoreSQLite": "files of the database",
        "S3Service": "files of the objects",
        "HTTPServer": "sockets",
        "Server": "configuration, the data folder, signals, the control socket",
        "rolecall": "the exit status",
    ]

    @Test("the table is read whole, and every folder of Sources is in it")
    func everyFolderIsATarget() throws {
        #expect(table.rows.count > 20)
        #expect(table.tests.count > 10)
        let folders = Set(
            Repository.files(in: "Sources", endings: ["swift", "c", "h"]).map { path in
                path.split(separator: "/").prefix(3).joined(separator: "/")
            }
        )
        #expect(folders == Set(table.rows.map { "Sources/\($0.room)/\($0.name)" }))
    }

    @Test("rooms point downward, and within a room a target stands below those that import it")
    func roomsPointDownward() throws {
        var seen: [String: Int] = [:]
        for row in table.rows {
            let height = try #require(
                PackageTable.rooms.firstIndex(of: row.room),
                "\(row.name): unknown room"
            )
            for dependency in row.dependencies {
                let below = try #require(
                    seen[dependency],
                    "\(row.name) needs \(dependency), which stands above it"
                )
                #expect(below <= height, "\(row.name) needs \(dependency) from a higher room")
            }
            seen[row.name] = height
        }
    }

    @Test("services import no other service, no store's adapter, and no HTTP server")
    func servicesStandAlone() {
        for row in table.rows where row.room == "Services" {
            let forbidden =
                table.rows
                .filter { $0.room == "Services" && $0.name != "ServiceKit" }.map(\.name)
                + ["StoreSQLite", "HTTPServer"]
            let wrong = row.dependencies.filter(forbidden.contains)
            #expect(wrong.isEmpty, "\(row.name) must not need \(wrong)")
        }
    }

    @Test("a target imports only what its row in the table names")
    func importsFollowTheTable() throws {
        let known = Set(table.rows.map(\.name))
        for row in table.rows {
            let allowed = Self.universal.union(row.dependencies)
            for source in try SwiftSource.all(in: "Sources/\(row.room)/\(row.name)") {
                for module in source.imports where !allowed.contains(module) {
                    let isSystem = module == "Glibc" && Self.usersOfGlibc[row.name] != nil
                    let kind = known.contains(module) ? "not in its row" : "not allowed here"
                    #expect(isSystem, "\(source.path) imports \(module), which is \(kind)")
                }
            }
        }
    }

    @Test("each C library is imported by exactly one target")
    func oneImporterForEachCLibrary() throws {
        for library in table.rows where library.isC {
            let importers = try table.rows.filter { row in
                try SwiftSource.all(in: "Sources/\(row.room)/\(row.name)")
                    .contains { $0.imports.contains(library.name) }
            }
            #expect(
                importers.count == 1,
                "\(library.name) is imported by \(importers.map(\.name)), not by one target"
            )
        }
    }

    @Test("the reader of sources blanks comments and literals, and finds imports")
    func sourcesAreRead() {
        let source = SwiftSource(
            path: "sample",
            text: """
                public import Base // import Wrong
                /* import Worse /* import Nested */ import Worst */
                @preconcurrency private import struct Glibc.stat
                let text = "import \\" Quoted"; let raw = #"a "b" import Raw"#
                call("x", try! y) // try!
                """
        )
        #expect(source.imports == ["Base", "Glibc"])
        #expect(source.code[3].contains("Quoted") == false)
        #expect(source.code[3].contains("Raw") == false)
        #expect(source.code[4].contains("try! y"))
        #expect(source.code[4].hasSuffix("try!") == false)
    }
}
