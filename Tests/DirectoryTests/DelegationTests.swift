import Base
import Directory
import Testing

@Suite("Delegation requests")
struct DelegationTests {
    private static let day: Int64 = 86_400
    private static let start = Timestamp(seconds: 1_790_000_000)

    private func request(_ id: String = "request") -> DelegationRequest {
        DelegationRequest(
            id: id,
            requestor: DirectoryFixture.beta,
            ownerAccount: nil,
            terms: DelegationRequest.Terms(
                description: "x",
                policy: "{}",
                workflowID: "workflow \(id)",
                notificationChannel: "arn:aws:sns:us-east-1:444455556666:topic",
                sessionDurationSeconds: 3600
            ),
            createDate: Self.start
        )
    }

    /// Each operation, by its name.
    private static let operations:
        [(
            name: String,
            run: @Sendable (inout DelegationRequest, Timestamp) throws(DelegationRefusal) -> Void
        )] = [
            (
                "associate",
                { (request, now) throws(DelegationRefusal) in
                    try request.associate("arn", in: DirectoryFixture.alpha, at: now)
                }
            ),
            (
                "update",
                { (request, now) throws(DelegationRefusal) in
                    try request.update(notes: nil, at: now)
                }
            ),
            (
                "accept",
                { (request, now) throws(DelegationRefusal) in try request.accept("arn", at: now) }
            ),
            (
                "reject",
                { (request, now) throws(DelegationRefusal) in
                    try request.reject(reason: nil, at: now)
                }
            ),
            (
                "finalize",
                { (request, now) throws(DelegationRefusal) in try request.finalize(at: now) }
            ),
        ]

    @Test("only the transitions of the life cycle are possible")
    func transitions() throws {
        var seen: Set<String> = []
        var open = [request()]
        var known: Set<DelegationState> = [.unassigned]
        while let request = open.popLast() {
            for operation in Self.operations {
                var next = request
                let before = request.state(at: Self.start)
                guard (try? operation.run(&next, Self.start)) != nil else {
                    #expect(next == request, "a refusal changes nothing")
                    continue
                }
                let after = next.state(at: Self.start)
                seen.insert("\(before.rawValue) \(after.rawValue)")
                if known.insert(after).inserted { open.append(next) }
            }
        }
        #expect(
            seen == [
                "UNASSIGNED ASSIGNED", "ASSIGNED PENDING_APPROVAL", "ASSIGNED ACCEPTED",
                "ASSIGNED REJECTED", "PENDING_APPROVAL PENDING_APPROVAL",
                "PENDING_APPROVAL ACCEPTED", "PENDING_APPROVAL REJECTED", "ACCEPTED REJECTED",
                "ACCEPTED FINALIZED",
            ]
        )
    }

    @Test("a request expires after a day without owner, after a week in every other state")
    func expiry() throws {
        var request = request()
        let day = Self.start.adding(seconds: Self.day)
        #expect(request.state(at: day.adding(seconds: -1)) == .unassigned)
        #expect(request.state(at: day) == .expired)
        try request.associate("arn", in: DirectoryFixture.alpha, at: day.adding(seconds: -1))
        #expect(request.state(at: day) == .assigned)
        let end = day.adding(seconds: 7 * Self.day - 1)
        #expect(request.state(at: end) == .expired)
        #expect(throws: DelegationRefusal.self) { try request.accept("arn", at: end) }
        try request.accept("arn", at: end.adding(seconds: -1))
        #expect(request.state(at: end.adding(seconds: 6 * Self.day)) == .accepted)
    }

    @Test(
        "a request comes back from the store as it was",
        arguments: DirectoryFixture.Medium.allCases
    )
    func kept(_ medium: DirectoryFixture.Medium) throws {
        let fixture = try DirectoryFixture(medium)
        var made = request()
        let isNew = try fixture.change(DirectoryFixture.beta) { [made] in try $0.create(made) }
        #expect(isNew)
        let found = try fixture.look { try $0.delegationRequest("request") }
        #expect(found == made)
        let unowned = try fixture.look { try $0.ownedDelegationRequests(after: nil, limit: 9) }
        #expect(unowned.items.isEmpty)
        try made.associate("arn", in: DirectoryFixture.alpha, at: Self.start)
        try fixture.change { [made] in try $0.put(made) }
        let owned = try fixture.look { try $0.ownedDelegationRequests(after: nil, limit: 9) }
        #expect(owned.items == [made])
        let again = request()
        let isNewAgain = try fixture.change(DirectoryFixture.beta) { try $0.create(again) }
        #expect(!isNewAgain)
    }

    @Test("the requests of an account go with it")
    func deleted() throws {
        let fixture = try DirectoryFixture()
        var made = request()
        _ = try fixture.change(DirectoryFixture.beta) { [made] in try $0.create(made) }
        try made.associate("arn", in: DirectoryFixture.alpha, at: Self.start)
        try fixture.change { [made] in try $0.put(made) }
        try waiting { fixture.directory.deleteAccount(DirectoryFixture.beta, completion: $0) }
        let found = try fixture.look { try $0.delegationRequest("request") }
        #expect(found == nil)
        let owned = try fixture.look { try $0.ownedDelegationRequests(after: nil, limit: 9) }
        #expect(owned.items.isEmpty)
    }
}
