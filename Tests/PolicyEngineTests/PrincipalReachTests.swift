import Base
import PolicyEngine
import Testing

@Suite("How resource policies reach principals")
struct PrincipalReachTests {
    static let roleARN = "arn:aws:iam::123456789012:role/team/app"
    static let sessionARN = "arn:aws:sts::123456789012:assumed-role/app/s1"
    static let roleID = "AROAEXAMPLEEXAMPLE123"

    static func session() throws -> Principal {
        .roleSession(
            try #require(Scenario.account),
            arn: sessionARN,
            roleARN: roleARN,
            roleID: roleID
        )
    }

    struct Row: Sendable {
        var named: String
        var decision: Decision
    }

    @Test(
        "a boundary that is silent limits a role but not its session",
        arguments: [
            Row(named: roleARN, decision: .implicitDeny),
            Row(named: roleID, decision: .implicitDeny),
            Row(named: sessionARN, decision: .allow),
            Row(named: "*", decision: .allow),
            Row(named: "123456789012", decision: .implicitDeny),
        ]
    )
    func boundary(_ row: Row) throws {
        let verdict = try decide(
            Self.session(),
            named: row.named,
            boundary: #"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#
        )
        #expect(verdict.decision == row.decision)
    }

    @Test(
        "without a boundary, naming the role is enough, naming the account is not",
        arguments: [
            Row(named: roleARN, decision: .allow),
            Row(named: roleID, decision: .allow),
            Row(named: "arn:aws:iam::123456789012:role/app", decision: .implicitDeny),
            Row(named: "AROAANOTHERANOTHER123", decision: .implicitDeny),
            Row(named: "arn:aws:iam::123456789012:root", decision: .implicitDeny),
        ]
    )
    func noBoundary(_ row: Row) throws {
        let verdict = try decide(Self.session(), named: row.named)
        #expect(verdict.decision == row.decision)
    }

    @Test("the root user may do all in its account, if nothing refuses")
    func root() throws {
        let root = Principal.root(try #require(Scenario.account))
        #expect(try decide(root, named: "111111111111").decision == .allow)
        let side = ResourceSide(account: AccountID("999999999999"))
        #expect(Authorization().decide(request(root), on: side).decision == .implicitDeny)
        let closed = try Scenario.layer(
            .serviceControl,
            Scenario.policy(#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#)
        )
        #expect(
            Authorization(serviceControl: [closed]).decide(request(root)).decision
                == .explicitDeny
        )
    }

    @Test("the exempt are free of service control policies")
    func exempt() throws {
        let identity = try Scenario.layer(
            .identity,
            Scenario.policy(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
        )
        let closed = try Scenario.layer(
            .serviceControl,
            Scenario.policy(#"{"Effect":"Deny","Action":"*","Resource":"*"}"#)
        )
        var authorization = Authorization(identity: identity, serviceControl: [closed])
        #expect(authorization.decide(Scenario.request()).layer == .serviceControl)
        authorization.isExemptFromServiceControl = true
        #expect(authorization.decide(Scenario.request()).isAllowed)
    }

    @Test("a federated user without session policies has no more than it is granted directly")
    func federatedUser() throws {
        let federated = Principal.federatedUser(
            try #require(Scenario.account),
            arn: "arn:aws:sts::123456789012:federated-user/fed",
            userARN: Scenario.alice
        )
        let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
        let identity = try Scenario.layer(.identity, Scenario.policy(all))
        #expect(Authorization(identity: identity).decide(request(federated)).layer == .session)
        let session = try Scenario.layer(.session, Scenario.policy(all))
        #expect(
            Authorization(identity: identity, session: session).decide(request(federated))
                .isAllowed
        )
        #expect(try decide(federated, named: federated.name).isAllowed)
        #expect(try !decide(federated, named: Scenario.alice).isAllowed)
    }

    @Test("a trust policy must itself allow; naming the account leaves it to identity policies")
    func trust() throws {
        let all = try Scenario.layer(
            .identity,
            Scenario.policy(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
        )
        func decide(_ trusted: String, _ identity: PolicyLayer?) throws -> Verdict {
            let trust = try Scenario.layer(
                .trust,
                Scenario.policy(
                    """
                    {"Effect":"Allow","Principal":{"AWS":"\(trusted)"},"Action":"sts:AssumeRole"}
                    """
                )
            )
            return Authorization(identity: identity).decide(
                Scenario.request(
                    "sts:AssumeRole",
                    on: "arn:aws:iam::123456789012:role/target"
                ),
                on: ResourceSide(account: Scenario.account, policy: trust, mustAllow: true)
            )
        }
        #expect(try decide("111111111111", all) == Verdict(.implicitDeny, layer: .trust))
        #expect(try decide("123456789012", all).isAllowed)
        #expect(try decide("123456789012", nil) == Verdict(.implicitDeny, layer: .identity))
        #expect(try decide(Scenario.alice, nil).isAllowed)
    }

    private func request(_ principal: Principal) -> AuthorizationRequest {
        AuthorizationRequest(
            principal: principal,
            action: RequestedAction("s3:GetObject"),
            resource: RequestedResource("arn:aws:s3:::bucket/key")
        )
    }

    private func decide(
        _ principal: Principal,
        named: String,
        boundary: String? = nil
    ) throws -> Verdict {
        let policy = try Scenario.layer(
            .resource,
            Scenario.policy(
                """
                {"Effect":"Allow","Principal":{"AWS":"\(named)"},"Action":"s3:GetObject",\
                "Resource":"*"}
                """
            )
        )
        let limit = try boundary.map { try Scenario.layer(.boundary, Scenario.policy($0)) }
        return Authorization(boundary: limit).decide(
            request(principal),
            on: ResourceSide(account: Scenario.account, policy: policy)
        )
    }
}
