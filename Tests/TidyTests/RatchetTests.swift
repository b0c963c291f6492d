import Foundation
import Testing

/// Lists of gaps that may only shrink: a gap that is closed must leave its list, and a new one is
/// refused.
@Suite("Ratchets")
struct RatchetTests {
    @Test("every operation of the models is implemented, or is a listed gap")
    func unimplementedOperations() throws {
        let modelled = try Operations.modelled()
        let implemented = Operations.implemented()
        let unknown = implemented.subtracting(modelled)
        #expect(unknown.isEmpty, "not in the service models: \(unknown.sorted())")
        try compare(
            modelled.subtracting(implemented),
            with: "operations-without-implementation.txt"
        )
    }

    @Test("every implemented operation has an authorization test, or is a listed gap")
    func operationsWithoutAuthorizationTest() throws {
        let implemented = Operations.implemented()
        let tested = try Operations.authorizationTested()
        try compare(
            implemented.subtracting(tested),
            with: "operations-without-authorization-test.txt"
        )
    }

    private func compare(_ gaps: Set<String>, with name: String) throws {
        let path = "Fixtures/ratchets/\(name)"
        let listed = Set(
            try Repository.text(path).split(separator: "\n")
                .filter { !$0.hasPrefix("#") }.map(String.init)
        )
        let fresh = gaps.subtracting(listed).sorted()
        let closed = listed.subtracting(gaps).sorted()
        #expect(fresh.isEmpty, "new gaps, which \(path) may not take: \(fresh)")
        #expect(closed.isEmpty, "closed gaps, to be taken out of \(path): \(closed)")
    }
}
