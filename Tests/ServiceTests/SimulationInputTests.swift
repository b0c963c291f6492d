import ServiceModel
import Testing

@Suite("Simulation input")
struct SimulationInputTests {
    static let policy =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#
    static let resourcePolicy = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*",\
        "Resource":"*"}}
        """
    static let user = "arn:aws:iam::111122223333:user/a"

    static let refused: [(Structure, String)] = [
        (["ActionNames": ["s3:*"]], "ActionNames are not in a valid format: s3:*."),
        (["ActionNames": ["GetObject"]], "ActionNames are not in a valid format: GetObject."),
        (
            ["ResourceArns": ["arn:aws:s3:::a", "bucket"]],
            "ResourceNames are not in a valid ARN format: bucket."
        ),
        (
            ["ResourceOwner": "111122223333"],
            "'111122223333' is not a valid as a Resource Owner."
        ),
        (
            ["CallerArn": "arn:aws:iam::111122223333:role/a"],
            "Invalid caller - Caller must be an IAM user in this context."
        ),
        (
            ["ResourcePolicy": .string(resourcePolicy)],
            "Invalid caller - Caller must be an IAM user in this context."
        ),
        (["PolicyInputList": ["{"]], "Syntax errors in policy."),
        (
            ["PolicyInputList": .strings([resourcePolicy])],
            "Policy document should not specify a principal."
        ),
        (
            ["ResourcePolicy": .string(policy), "CallerArn": .string(user)],
            "Missing required field Principal"
        ),
        (
            ["PermissionsBoundaryPolicyInputList": .strings([policy, policy])],
            "Only one permissions boundary policy can be specified."
        ),
        (
            ["ResourceHandlingOption": "EC2-Moon"],
            "Invalid resource handling option: EC2-Moon."
        ),
        (
            [
                "ResourceHandlingOption": "EC2-VPC-EBS",
                "ResourceArns": ["arn:aws:ec2:us-east-1:111122223333:instance/i-1"],
            ],
            "The resource handling option EC2-VPC-EBS requires a resource of type image."
        ),
    ]

    @Test("what cannot be simulated is refused with InvalidInput", arguments: refused)
    func refusals(_ change: Structure, _ message: String) throws {
        var input: Structure = [
            "PolicyInputList": .strings([Self.policy]), "ActionNames": ["s3:GetObject"],
        ]
        for member in change.members { input[member.name] = member.value }
        let error = #expect(throws: ServiceError.self) {
            try SimulationLab().ask("SimulateCustomPolicy", input)
        }
        #expect(error?.code == "InvalidInput")
        #expect(error?.status == 400)
        #expect(error?.message == message)
    }

    @Test("an EC2 scenario with all its resources is simulated")
    func scenario() throws {
        let types = ["instance", "image", "security-group", "network-interface", "volume"]
        let answer = try SimulationLab().ask(
            "SimulateCustomPolicy",
            [
                "PolicyInputList": .strings([Self.policy]), "ActionNames": ["ec2:RunInstances"],
                "ResourceHandlingOption": "EC2-VPC-EBS",
                "ResourceArns": .strings(
                    types.map { "arn:aws:ec2:us-east-1:111122223333:\($0)/x-1" }
                ),
            ]
        )
        let result = try #require(answer.structures("EvaluationResults")?.first)
        #expect(result.list("ResourceSpecificResults")?.count == 5)
    }

    @Test("pages follow each other until all actions are told")
    func pages() throws {
        let lab = try SimulationLab()
        let actions = (1...7).map { "s3:Action\($0)" }
        var input: Structure = [
            "PolicyInputList": .strings([Self.policy]), "ActionNames": .strings(actions),
            "MaxItems": 3,
        ]
        var pages: [[String]] = []
        repeat {
            let answer = try lab.ask("SimulateCustomPolicy", input)
            let results = try #require(answer.structures("EvaluationResults"))
            pages.append(results.compactMap { $0.string("EvalActionName") })
            #expect(answer.boolean("IsTruncated") == (answer.string("Marker") != nil))
            input["Marker"] = answer["Marker"]
        } while input["Marker"] != nil && pages.count < 5
        #expect(pages.map(\.count) == [3, 3, 1])
        #expect(pages.flatMap { $0 } == actions)
    }

    @Test("a page with many resources is shorter than asked for, and goes on")
    func costlyPages() throws {
        let lab = try SimulationLab()
        let resources = (1...500).map { "arn:aws:s3:::a/\($0)" }
        var input: Structure = [
            "PolicyInputList": .strings([Self.policy]),
            "ActionNames": .strings((1...6).map { "s3:Action\($0)" }),
            "ResourceArns": .strings(resources), "MaxItems": 100,
        ]
        let first = try lab.ask("SimulateCustomPolicy", input)
        #expect(first.list("EvaluationResults")?.count == 4)
        input["Marker"] = .string(try #require(first.string("Marker")))
        let second = try lab.ask("SimulateCustomPolicy", input)
        #expect(second.list("EvaluationResults")?.count == 2)
        #expect(second.boolean("IsTruncated") == false)
    }

    @Test("a simulation without bounds is refused")
    func bounds() throws {
        let resources = (1...1001).map { "arn:aws:s3:::a/\($0)" }
        let error = #expect(throws: ServiceError.self) {
            try SimulationLab().ask(
                "SimulateCustomPolicy",
                [
                    "PolicyInputList": .strings([Self.policy]), "ActionNames": ["s3:GetObject"],
                    "ResourceArns": .strings(resources),
                ]
            )
        }
        #expect(error?.code == "InvalidInput")
    }
}
