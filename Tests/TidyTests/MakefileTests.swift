import Foundation
import Testing

@Suite("Makefile")
struct MakefileTests {
    private let lines: [Substring]
    private let targets: Set<String>

    init() throws {
        lines = try Repository.text("Makefile")
            .split(separator: "\n", omittingEmptySubsequences: false)
        targets = Set(
            lines.compactMap { $0.firstMatch(of: /^([a-z][a-z-]*):(?!=)/)?.1 }.map(String.init)
        )
    }

    @Test("every verb of the house is there and says what it does")
    func verbsAreThere() {
        let verbs: Set = [
            "run", "build", "test", "lint", "format", "docs", "fuzz", "bench", "generate",
            "golden", "ci", "help",
        ]
        #expect(verbs.subtracting(targets).isEmpty)
        for target in targets {
            let rule = lines.first { $0.hasPrefix("\(target):") }
            #expect(rule?.contains("## ") == true, "\(target) has no `##` comment for `make help`")
        }
    }

    @Test("what continuous integration calls exists")
    func continuousIntegrationCallsTargets() throws {
        let script = try Repository.text(".ci/run")
        #expect(script.hasPrefix("#!/usr/bin/env bash\n"))
        let called = script.matches(of: /\bmake ([a-z-]+)/).map { String($0.1) }
        #expect(called == ["test"])
        #expect(targets.isSuperset(of: called))
    }

    @Test("each script that the Makefile calls is there, and can be run")
    func scriptsAreThere() {
        for line in lines {
            for match in line.matches(of: /Scripts\/[\w.-]+/) {
                let path = String(match.0)
                let name = Repository.root.appending(path: path).path(percentEncoded: false)
                #expect(FileManager.default.isExecutableFile(atPath: name), "\(path)")
            }
        }
    }
}
