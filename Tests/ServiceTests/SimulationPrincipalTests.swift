import Directory
import ServiceKit
import ServiceModel
import Testing

@Suite("Simulation of principals' policies")
struct SimulationPrincipalTests {
    static let arn = "arn:aws:iam::111122223333:"

    static func policy(
        _ action: String,
        on resource: String = "*",
        effect: String = "Allow"
    ) -> String {
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"\(effect)","Action":"\(action)",\
        "Resource":"\(resource)"}]}
        """
    }

    static let trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"AWS":"arn:aws:iam::111122223333:user/eng/ann"},"Action":"sts:AssumeRole"}]}
        """

    /// User `ann` in group `devs`, and role `app`, each with an inline and a managed policy.
    private func lab() throws -> SimulationLab {
        let lab = try SimulationLab()
        try lab.change { directory in
            _ = try directory.createUser(named: "ann", path: "/eng/")
            _ = try directory.createGroup(named: "devs")
            try directory.add(user: "ann", toGroup: "devs")
            _ = try directory.createRole(named: "app", trustPolicy: Self.trust)
            for (holder, name) in [
                (PolicyHolder.user("ann"), "user"), (.group("devs"), "group"),
                (.role("app"), "role"),
            ] {
                try directory.putInlinePolicy(
                    "own",
                    document: Self.policy("\(name):inline"),
                    of: holder
                )
                let managed = try directory.createPolicy(
                    named: "\(name)-managed",
                    document: Self.policy("\(name):managed")
                )
                try directory.attach(policy: managed.arn, to: holder)
            }
        }
        return lab
    }

    @Test(
        "the policies of users, their groups, groups and roles count, and are named",
        arguments: [
            ("user/eng/ann", "user:inline", "user_ann_own", "user"),
            ("user/eng/ann", "user:managed", "user-managed", "user-managed"),
            ("user/eng/ann", "group:inline", "group_devs_own", "group"),
            ("user/eng/ann", "group:managed", "group-managed", "user-managed"),
            ("user/eng/ann", "role:inline", nil, nil),
            ("group/devs", "group:inline", "group_devs_own", "group"),
            ("group/devs", "user:inline", nil, nil),
            ("role/app", "role:inline", "role_app_own", "role"),
            ("role/app", "role:managed", "role-managed", "user-managed"),
        ] as [(String, String, String?, String?)]
    )
    func sources(_ name: String, _ action: String, _ id: String?, _ type: String?) throws {
        let result = try simulate(lab(), name, action)
        #expect(result.string("EvalDecision") == (id == nil ? "implicitDeny" : "allowed"))
        let match = result.structures("MatchedStatements")?.first
        #expect(match?.string("SourcePolicyId") == id)
        #expect(match?.string("SourcePolicyType") == type)
    }

    @Test("policies of the request are added")
    func additions() throws {
        let result = try simulate(
            lab(),
            "role/app",
            "s3:GetObject",
            ["PolicyInputList": .strings([Self.policy("s3:*")])]
        )
        let match = result.structures("MatchedStatements")?.first
        #expect(match?.string("SourcePolicyId") == "PolicyInputList.1")
    }

    @Test("the boundary of the entity counts unless the request brings another")
    func boundary() throws {
        let lab = try lab()
        try lab.change { directory in
            let limit = try directory.createPolicy(
                named: "limit",
                document: Self.policy("user:managed")
            )
            try directory.setPermissionsBoundary(of: .user("ann"), to: limit.arn)
        }
        let bounded = try simulate(lab, "user/eng/ann", "user:inline")
        #expect(bounded.string("EvalDecision") == "implicitDeny")
        let detail = bounded.structure("PermissionsBoundaryDecisionDetail")
        #expect(detail?.boolean("AllowedByPermissionsBoundary") == false)
        let replaced = try simulate(
            lab,
            "user/eng/ann",
            "user:inline",
            ["PermissionsBoundaryPolicyInputList": .strings([Self.policy("*")])]
        )
        #expect(replaced.string("EvalDecision") == "allowed")
    }

    @Test("a user's own name and tags are in the request; the caller's take their place")
    func context() throws {
        let own = Self.policy("s3:GetObject", on: "arn:aws:s3:::home/${aws:username}")
        let more: Structure = [
            "PolicyInputList": .strings([own]), "ResourceArns": ["arn:aws:s3:::home/ann"],
        ]
        let asAnn = try simulate(lab(), "user/eng/ann", "s3:GetObject", more)
        #expect(asAnn.string("EvalDecision") == "allowed")
        var asBob = more
        asBob["CallerArn"] = "arn:aws:iam::111122223333:user/bob"
        let result = try simulate(lab(), "user/eng/ann", "s3:GetObject", asBob)
        #expect(result.string("EvalDecision") == "implicitDeny")
    }

    @Test("with a resource policy a user asks itself, a role needs a user to ask")
    func resourcePolicy() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
            "Principal":{"AWS":"\(Self.arn)user/eng/ann"},"Resource":"*"}}
            """
        let more: Structure = [
            "ResourcePolicy": .string(policy), "ResourceArns": ["arn:aws:s3:::b/1"],
        ]
        let result = try simulate(lab(), "user/eng/ann", "s3:GetObject", more)
        #expect(result.string("EvalDecision") == "allowed")
        let match = result.structures("MatchedStatements")?.first
        #expect(match?.string("SourcePolicyId") == "ResourcePolicy")
        let error = #expect(throws: ServiceError.self) {
            try simulate(lab(), "role/app", "s3:GetObject", more)
        }
        #expect(
            error?.message == "Invalid caller - Caller must be an IAM user in this context."
        )
    }

    @Test(
        "an ARN that names no entity, or one that is not there, is refused",
        arguments: [
            ("arn:aws:iam::111122223333:root", "InvalidInput"),
            ("arn:aws:sts::111122223333:assumed-role/app/session", "InvalidInput"),
            ("arn:aws:iam::111122223333:user/ann", "NoSuchEntity"),
            ("arn:aws:iam::111122223333:role/nobody", "NoSuchEntity"),
            ("arn:aws:iam::444455556666:user/ann", "AccessDenied"),
        ]
    )
    func strangers(_ arn: String, _ code: String) throws {
        let lab = try lab()
        for operation in ["SimulatePrincipalPolicy", "GetContextKeysForPrincipalPolicy"] {
            var input: Structure = ["PolicySourceArn": .string(arn)]
            if operation.hasPrefix("Sim") { input["ActionNames"] = ["s3:GetObject"] }
            let error = #expect(throws: ServiceError.self) { try lab.ask(operation, input) }
            #expect(error?.code == code)
        }
    }

    @Test("the keys of a user's policies, its groups' included, are told")
    func contextKeys() throws {
        let lab = try lab()
        try lab.change { directory in
            for (holder, key) in [
                (PolicyHolder.user("ann"), "aws:a"), (.group("devs"), "aws:b"),
                (.role("app"), "aws:c"),
            ] {
                try directory.putInlinePolicy(
                    "keys",
                    document: Self.policy("s3:*", on: "arn:aws:s3:::${\(key)}"),
                    of: holder
                )
            }
        }
        let answer = try lab.ask(
            "GetContextKeysForPrincipalPolicy",
            [
                "PolicySourceArn": .string(Self.arn + "user/eng/ann"),
                "PolicyInputList": .strings([Self.policy("s3:*", on: "arn:aws:s3:::${aws:d}")]),
            ]
        )
        #expect(answer.strings("ContextKeyNames") == ["aws:a", "aws:b", "aws:d"])
    }

    @Test("each operation needs its own permission, on the entity where there is one")
    func authorization() throws {
        let entity = Self.arn + "role/app"
        let simulated: Structure = [
            "PolicyInputList": .strings([Self.policy("s3:*")]), "ActionNames": ["s3:GetObject"],
        ]
        let custom: Structure = ["PolicyInputList": .strings([Self.policy("s3:*")])]
        let source: Structure = ["PolicySourceArn": .string(entity)]
        let principal: Structure = [
            "PolicySourceArn": .string(entity), "ActionNames": ["s3:GetObject"],
        ]
        for (name, input, resource) in [
            ("SimulateCustomPolicy", simulated, "*"),
            ("GetContextKeysForCustomPolicy", custom, "*"),
            ("SimulatePrincipalPolicy", principal, entity),
            ("GetContextKeysForPrincipalPolicy", source, entity),
        ] {
            let lab = try lab()
            let able = try lab.user("able", policy: Self.policy("iam:\(name)", on: resource))
            _ = try lab.ask(name, input, as: able)
            let unable = try lab.user(
                "unable",
                policy: Self.policy("iam:\(name)", on: Self.arn + "role/other")
            )
            let error = #expect(throws: ServiceError.self) {
                try lab.ask(name, input, as: unable)
            }
            #expect(error?.code == "AccessDenied")
            #expect(error?.message?.contains("iam:\(name) on resource: \(resource)") == true)
        }
    }

    private func simulate(
        _ lab: SimulationLab,
        _ name: String,
        _ action: String,
        _ more: Structure = [:]
    ) throws -> Structure {
        var input = more
        input["PolicySourceArn"] = .string(Self.arn + name)
        input["ActionNames"] = .strings([action])
        let answer = try lab.ask("SimulatePrincipalPolicy", input)
        return try #require(answer.structures("EvaluationResults")?.first)
    }
}
