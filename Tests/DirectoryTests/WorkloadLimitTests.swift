import Base
import Directory
import Testing

@Suite("Limits of workloads")
struct WorkloadLimitTests {
    private let fixture: DirectoryFixture

    init() throws { fixture = try DirectoryFixture() }

    @Test("a region has 100 clusters, and their issuers may still change")
    func clusters() throws {
        let region = "us-east-1"
        try fixture.change { directory in
            for number in 1...100 {
                let issuer = "https://\(number).example"
                try directory.putCluster(named: "c\(number)", in: region, issuer: issuer)
            }
        }
        #expect(throws: DirectoryError.self) {
            try fixture.change {
                try $0.putCluster(named: "more", in: region, issuer: "https://a.example")
            }
        }
        try fixture.change {
            try $0.putCluster(named: "c7", in: region, issuer: "https://b.example")
            try $0.putCluster(named: "more", in: "eu-west-1", issuer: "https://a.example")
        }
        #expect(try fixture.look { try $0.clusters().count } == 101)
    }

    @Test("a cluster has 5,000 associations")
    func associations() throws {
        func make(_ numbers: ClosedRange<Int>) throws -> Bool {
            try fixture.change { directory in
                for number in numbers {
                    _ = try directory.createPodIdentityAssociation(
                        for: PodIdentityAssociation.Subject(
                            region: "us-east-1",
                            cluster: "prod",
                            namespace: "shop",
                            serviceAccount: "a\(number)"
                        ),
                        PodIdentityAssociation.Choices(roleARN: "arn:aws:iam::1:role/R"),
                        clientToken: nil,
                        tags: []
                    )
                }
                return try directory.hasRoomForAssociation(of: "prod", in: "us-east-1")
            }
        }
        #expect(try make(1...4999))
        #expect(try !make(5000...5000))
    }

    @Test("of more than 10,000 bearers of certificates, some are forgotten")
    func subjects() throws {
        let account = DirectoryFixture.alpha
        let clock = fixture.clock
        func show(_ numbers: ClosedRange<Int>, at moment: Timestamp) throws {
            try fixture.change { directory in
                for number in numbers {
                    try directory.remember(
                        AnywhereSubject(
                            account: account,
                            region: "us-east-1",
                            id: "\(number)",
                            name: "CN=\(number)",
                            at: moment
                        )
                    )
                }
            }
        }
        func seen() throws -> [Timestamp] {
            try fixture.look {
                try $0.allAnywhere(AnywhereSubject.self, in: "us-east-1").map(\.seenDate)
            }
        }
        let start = clock.now
        try show(1...10_000, at: start)
        try show(1...10_000, at: start)
        #expect(try seen().count == 10_000)
        let later = start.adding(seconds: 60)
        try show(10_001...10_050, at: later)
        #expect(try seen().count == 10_000)
        #expect(try seen().filter { $0 == later }.count == 50)
    }
}
