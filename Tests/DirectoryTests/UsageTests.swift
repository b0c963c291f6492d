import Base
import Directory
import Foundation
import Synchronization
import Testing

@Suite("Usage")
struct UsageTests {
    private func keep(_ fixture: DirectoryFixture) throws {
        try waiting { done in fixture.directory.keepUsage { done(.success(())) } }
    }

    private func user(_ fixture: DirectoryFixture) throws -> User {
        try fixture.change { try $0.createUser(named: "u") }
    }

    private func access(_ fixture: DirectoryFixture, _ id: String) throws -> [ActionUse] {
        try fixture.look { reader in
            try fixture.directory.access(ofPrincipal: id, in: reader).uses(at: fixture.clock.now)
        }
    }

    @Test("remembers the last use of a key, to the minute")
    func keyUse() throws {
        let fixture = try DirectoryFixture()
        let id = fixture.root.accessKeyID
        func last() throws -> LastUse.Use? {
            try fixture.look { try fixture.directory.lastUse(ofKey: id, in: $0) }
        }
        #expect(try last() == nil)
        let credential = try #require(try fixture.directory.credential(id))
        credential.lastUse.record(Timestamp(seconds: 1000), service: "s3", region: "eu-west-1")
        credential.lastUse.record(Timestamp(seconds: 1030), service: "iam", region: "us-east-1")
        #expect(try last()?.service == "s3")
        credential.lastUse.record(Timestamp(seconds: 1061), service: "iam", region: "us-east-1")
        #expect(try last()?.time == Timestamp(seconds: 1061))
    }

    @Test("what was used is there when the directory is opened anew")
    func survives() throws {
        let fixture = try DirectoryFixture()
        let user = try user(fixture)
        let now = fixture.clock.now
        let activity = fixture.directory.activity(
            ofPrincipal: user.id,
            in: DirectoryFixture.alpha
        )
        activity.record("iam:GetUser", region: "us-east-1", at: now)
        activity.record("s3:GetObject", region: "eu-west-1", at: now.adding(seconds: 5))
        let key = try #require(try fixture.directory.credential(fixture.root.accessKeyID))
        key.lastUse.record(now, service: "iam", region: "us-east-1")
        try keep(fixture)
        let again = Directory(
            store: fixture.directory.store,
            dependencies: fixture.directory.dependencies
        )
        try again.read(DirectoryFixture.alpha) { reader in
            let access = try again.access(ofPrincipal: user.id, in: reader)
            #expect(access.uses(at: fixture.clock.now).count == 2)
            let latest = access.latest(at: fixture.clock.now.adding(seconds: 10))
            #expect(latest?.action == "s3:GetObject" && latest?.region == "eu-west-1")
            let use = try again.lastUse(ofKey: fixture.root.accessKeyID, in: reader)
            #expect(use?.time == now)
        }
    }

    @Test("the later use wins, whether it is kept or not")
    func laterWins() throws {
        let fixture = try DirectoryFixture()
        let user = try user(fixture)
        let activity = fixture.directory.activity(
            ofPrincipal: user.id,
            in: DirectoryFixture.alpha
        )
        let now = fixture.clock.now
        activity.record("iam:GetUser", region: "us-east-1", at: now)
        activity.record("iam:GetUser", region: "eu-west-1", at: now.adding(seconds: 59))
        #expect(try access(fixture, user.id).map(\.region) == ["us-east-1"])
        try keep(fixture)
        activity.record("iam:GetUser", region: "eu-west-1", at: now.adding(seconds: 60))
        #expect(try access(fixture, user.id).map(\.region) == ["eu-west-1"])
        try keep(fixture)
        #expect(try access(fixture, user.id).map(\.time) == [now.adding(seconds: 60)])
    }

    @Test("uses are forgotten after 400 days, and with their user")
    func forgotten() throws {
        let fixture = try DirectoryFixture()
        let user = try user(fixture)
        let activity = fixture.directory.activity(
            ofPrincipal: user.id,
            in: DirectoryFixture.alpha
        )
        activity.record("iam:GetUser", region: "us-east-1", at: fixture.clock.now)
        try keep(fixture)
        fixture.clock.advance(seconds: 400 * 86_400)
        #expect(try access(fixture, user.id).isEmpty)
        activity.record("iam:GetUser", region: "us-east-1", at: fixture.clock.now)
        try fixture.change { try $0.deleteUser(named: "u") }
        try keep(fixture)
        let again = Directory(
            store: fixture.directory.store,
            dependencies: fixture.directory.dependencies
        )
        try again.read(DirectoryFixture.alpha) { reader in
            let access = try again.access(ofPrincipal: user.id, in: reader)
            #expect(access.uses(at: fixture.clock.now).isEmpty)
        }
    }

    @Test("an account that is made again knows nothing of the one before")
    func newAccount() throws {
        let fixture = try DirectoryFixture()
        let activity = fixture.directory.activity(
            ofPrincipal: PrincipalID.root,
            in: DirectoryFixture.alpha
        )
        activity.record("iam:GetUser", region: "us-east-1", at: fixture.clock.now)
        #expect(try access(fixture, PrincipalID.root).count == 1)
        fixture.clock.advance(seconds: 1)
        _ = try waiting { done in
            fixture.directory.createAccount(
                DirectoryFixture.alpha,
                replacing: true,
                completion: done
            )
        }
        #expect(try access(fixture, PrincipalID.root).isEmpty)
    }

    @Test("nothing is lost while many record and one keeps")
    func concurrent() throws {
        let fixture = try DirectoryFixture()
        let user = try user(fixture)
        let activity = fixture.directory.activity(
            ofPrincipal: user.id,
            in: DirectoryFixture.alpha
        )
        let now = fixture.clock.now
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            activity.record("iam:Action\(number)", region: "us-east-1", at: now)
            fixture.directory.keepUsage {}
        }
        try keep(fixture)
        let again = Directory(
            store: fixture.directory.store,
            dependencies: fixture.directory.dependencies
        )
        try again.read(DirectoryFixture.alpha) { reader in
            let access = try again.access(ofPrincipal: user.id, in: reader)
            #expect(access.uses(at: fixture.clock.now).count == 64)
        }
    }
}
