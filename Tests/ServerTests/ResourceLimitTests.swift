import Markup
import Testing

@Suite("Limits of resources")
struct ResourceLimitTests {
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
    }

    private func run(_ more: [(String, String)]) -> LabAnswer {
        let base = [("ImageId", "ami-12345678"), ("MinCount", "1"), ("MaxCount", "1")]
        let named = Set(more.map(\.0))
        let pairs = base.filter { !named.contains($0.0) } + more
        return lab.send(.call("ec2", "RunInstances", pairs), as: root)
    }

    @Test(
        "a text of RunInstances has its length",
        arguments: [
            ("ImageId", "ami-", 64, "InvalidAMIID.Malformed"),
            ("InstanceType", "t3.", 64, "InvalidParameterValue"),
            ("KeyName", "", 255, "InvalidParameterValue"),
            ("ClientToken", "", 64, "InvalidParameterValue"),
        ]
    )
    func lengths(name: String, start: String, limit: Int, code: String) {
        let text = start + String(repeating: "1", count: limit - start.count)
        #expect(run([(name, text)]).status == 200)
        let refused = run([(name, text + "1")])
        #expect(refused.code == code)
        #expect(refused.text.utf8.count < 1000)
    }

    @Test("an instance has at most 16 security groups")
    func securityGroups() {
        let groups = (1...17).map { ("SecurityGroupId.\($0)", "sg-\($0)") }
        #expect(run(groups).code == "SecurityGroupsPerInterfaceLimitExceeded")
        #expect(run(groups.dropLast()).status == 200)
    }

    @Test("what one request starts has its bytes")
    func bytes() {
        var tags = [("TagSpecification.1.ResourceType", "instance")]
        for index in 1...50 {
            let key = "\(index)-" + String(repeating: "k", count: 100)
            tags.append(("TagSpecification.1.Tag.\(index).Key", key))
            let value = String(repeating: "v", count: 256)
            tags.append(("TagSpecification.1.Tag.\(index).Value", value))
        }
        let many = run([("MinCount", "1000"), ("MaxCount", "1000")] + tags)
        #expect(many.code == "InstanceLimitExceeded")
        #expect(run([("MinCount", "2"), ("MaxCount", "2")] + tags).status == 200)
    }

    @Test("a request has at most 50 filters, and 200 values in all of them")
    func filters() {
        func describe(filters: Int, values: Int) -> LabAnswer {
            var pairs: [(String, String)] = []
            for filter in 1...filters {
                pairs.append(("Filter.\(filter).Name", "instance-type"))
                for value in 1...values { pairs.append(("Filter.\(filter).Value.\(value)", "a")) }
            }
            return lab.send(.call("ec2", "DescribeInstances", pairs), as: root)
        }
        #expect(describe(filters: 50, values: 4).status == 200)
        #expect(
            describe(filters: 51, values: 1).refusal
                == "400 FilterLimitExceeded: The maximum number of filters specified on a single "
                + "call is 50"
        )
        #expect(describe(filters: 2, values: 101).code == "FilterLimitExceeded")
        #expect(describe(filters: 1, values: 200).status == 200)
    }

    @Test("a region has 250 profiles of IAM Roles Anywhere")
    func profiles() {
        func make(region: String = "us-east-1") -> LabAnswer {
            var request = LabRequest.rest(
                "rolesanywhere",
                "POST",
                "/profiles",
                body: #"{"name":"p","roleArns":[]}"#
            )
            request.region = region
            return lab.send(request, as: root)
        }
        for _ in 1...250 { #expect(make().status == 201) }
        #expect(make().code == "ValidationException")
        #expect(make(region: "eu-west-1").status == 201)
    }

    @Test("a client token of EKS has 64 characters")
    func clientToken() throws {
        try lab.makeCluster("prod", of: ServerLab.account)
        try lab.makeRole(
            "Worker",
            trust: LabDocuments.trust(service: "pods.eks.amazonaws.com"),
            by: root
        )
        func make(_ length: Int) -> LabAnswer {
            let body = """
                {"namespace":"shop","serviceAccount":"a\(length)",\
                "clientRequestToken":"\(String(repeating: "t", count: length))",\
                "roleArn":"arn:aws:iam::\(ServerLab.account):role/Worker"}
                """
            let path = "/clusters/prod/pod-identity-associations"
            return lab.send(.rest("eks", "POST", path, body: body), as: root)
        }
        #expect(make(64).status == 200)
        #expect(make(65).code == "InvalidParameterException")
    }
}
