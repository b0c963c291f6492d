import Base
import Synchronization
import Testing
import WebIdentity

/// What is checked again once an issuer has told its keys, which may take long.
@Suite("Tokens of pods")
struct PodTokenTests {
    private let issuer = SlowIssuer()
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab(issuers: issuer)
        root = try lab.makeAccount(ServerLab.account)
        try lab.makePods(role: "Cart", issuer: LabIssuer.url, by: root)
        let body = """
            {"namespace":"shop","serviceAccount":"cart",\
            "roleArn":"arn:aws:iam::\(ServerLab.account):role/Cart"}
            """
        let path = "/clusters/prod/pod-identity-associations"
        let made = lab.send(.rest("eks", "POST", path, body: body), as: root)
        try #require(made.status == 200, "\(made)")
    }

    private func assume() throws -> LabAnswer {
        let body = #"{"token":"\#(try issuer.token(at: lab.clock.now))"}"#
        let path = "/clusters/prod/assume-role-for-pod-identity"
        return lab.send(.rest("eks-auth", "POST", path, body: body), as: root)
    }

    @Test("a token gets keys")
    func keys() throws {
        #expect(try assume().status == 200)
    }

    @Test("a token that ends while its issuer is asked gets nothing")
    func end() throws {
        let clock = lab.clock
        issuer.whenAsked { clock.advance(seconds: 3601) }
        let answer = try assume()
        #expect(answer.refusal == "400 ExpiredTokenException: Token expired")
    }

    @Test("an issuer that is no longer the cluster's when it answers gets nothing")
    func change() throws {
        let lab = lab
        issuer.whenAsked {
            lab.clock.advance(seconds: 1)
            try? lab.makeCluster("prod", of: ServerLab.account, issuer: "https://other.example.com")
        }
        #expect(try assume().code == "InvalidTokenException")
    }
}

/// An issuer during whose answer other things happen.
private final class SlowIssuer: IssuerSource {
    private let inner = LabIssuer()
    private let work = Mutex<(@Sendable () -> Void)?>(nil)

    func whenAsked(_ body: @escaping @Sendable () -> Void) { work.withLock { $0 = body } }

    func token(at moment: Timestamp) throws -> String { try inner.token(at: moment) }

    func takes(insecure url: String) -> Bool { inner.takes(insecure: url) }

    func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8] {
        let body = work.withLock { body in
            defer { body = nil }
            return body
        }
        body?()
        return try inner.document(url, of: issuer)
    }
}
