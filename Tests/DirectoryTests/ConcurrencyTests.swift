import Base
import Directory
import Dispatch
import Store
import Synchronization
import Testing

@Suite("Thirty-two clients at once")
struct ConcurrencyTests {
    typealias Medium = DirectoryFixture.Medium

    @Test("make each name once, and no more than the quota", arguments: Medium.allCases)
    func creating(medium: Medium) throws {
        var quotas = Quotas()
        quotas[.users] = 20
        let fixture = try DirectoryFixture(medium, quotas: quotas)
        let outcomes = Mutex<[String: Int]>([:])
        DispatchQueue.concurrentPerform(iterations: 32) { client in
            for index in 0..<30 {
                let name = client % 2 == 0 ? "user\(index)" : "USER\(index)"
                let outcome: String
                do {
                    _ = try fixture.change { try $0.createUser(named: name) }
                    outcome = "made"
                } catch {
                    outcome = (error as? DirectoryError)?.code ?? "other"
                }
                outcomes.withLock { $0[outcome, default: 0] += 1 }
            }
        }
        let counts = outcomes.withLock { $0 }
        #expect(counts["made"] == 20)
        #expect(counts["other"] == nil)
        #expect((counts["EntityAlreadyExists"] ?? 0) + (counts["LimitExceeded"] ?? 0) == 940)
        #expect(try fixture.look { try $0.count(.users) } == 20)
        let listed = try fixture.look {
            try $0.users(limit: 100).items.map { $0.name.lowercased() }
        }
        #expect(Set(listed).count == 20)
    }

    @Test("never delete what is in use, nor use what is deleted", arguments: Medium.allCases)
    func deleting(medium: Medium) throws {
        let fixture = try DirectoryFixture(medium)
        let arn = "arn:aws:iam::111122223333:policy/p"
        let steps: [@Sendable (DirectoryTransaction) throws -> Void] = [
            { try $0.createUser(named: "u") },
            { try $0.createPolicy(named: "p", document: Documents.allowAll) },
            { try $0.attach(policy: arn, to: .user("u")) },
            { try $0.setPermissionsBoundary(of: .user("u"), to: arn) },
            { try $0.setPermissionsBoundary(of: .user("u"), to: nil) },
            { try $0.detach(policy: arn, from: .user("u")) },
            { try $0.deletePolicy(arn: arn) },
            { try $0.deleteUser(named: "u") },
        ]
        let wrong = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 32) { client in
            for round in 0..<24 {
                do {
                    try fixture.change(steps[(client * 5 + round * 3) % steps.count])
                } catch let error as DirectoryError where error.status < 500 {
                    // Refused for a reason that some order of the others explains.
                } catch {
                    wrong.withLock { $0.append("\(error)") }
                }
                do { try check(fixture, arn) } catch {
                    wrong.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(wrong.withLock { $0 } == [])
    }

    struct Inconsistent: Error {}

    /// Both sides of each relation agree in every view.
    private func check(_ fixture: DirectoryFixture, _ arn: String) throws {
        try fixture.look { directory throws in
            let users = try directory.users(limit: 10).items
            let policies = try directory.policies(limit: 10).items
            guard try directory.count(.users) == users.count,
                try directory.count(.policies) == policies.count,
                try directory.count(.policyVersions) == policies.count
            else { throw Inconsistent() }
            var attached = 0
            var bounded = 0
            for user in users {
                attached += try directory.attachedPolicies(of: .user(user.name)).count
                bounded += user.permissionsBoundary == nil ? 0 : 1
            }
            let inUse = try directory.policies(.attached, limit: 10).items
            let bounding = try directory.policies(.bounding, limit: 10).items
            guard inUse.map(\.usage.attachmentCount).reduce(0, +) == attached,
                bounding.map(\.usage.boundaryCount).reduce(0, +) == bounded
            else { throw Inconsistent() }
            for item in inUse {
                let holders = try directory.holders(of: item.policy, as: .permissions, limit: 10)
                guard holders.items.count == attached else { throw Inconsistent() }
            }
        }
    }
}
