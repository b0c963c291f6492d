import Base
import Testing
import Workloads

@Suite("Agents' configurations")
struct ConfigurationTests {
    @Test("are read whole")
    func whole() throws {
        let text = """
            {"endpoint": ["https://a.example", "https://b.example:8443"], "region": "eu-west-1",
             "certificateAuthorities": "ca.pem",
             "servers": {"second": {"endpoint": "http://127.0.0.1:4567", "keysFile": "keys.json"}},
             "instanceMetadata": [{"listen": "169.254.169.254:80", "instances": [
               {"instanceId": "i-0a", "addresses": ["10.0.0.2", "fd00::2"]},
               {"instanceProfile": "Web", "httpTokens": "optional", "httpPutResponseHopLimit": 2,
                "server": "second", "durationSeconds": 900}]}],
             "containers": [{"listen": "[::1]:0", "tasks": [
               {"roleArn": "arn:aws:iam::111122223333:role/Task", "path": "/v2/credentials/1",
                "authorizationTokenFile": "token"}]}],
             "podIdentity": [{"clusterName": "prod"},
               {"clusterName": "test_2", "listen": "[fd00:ec2::23]:80", "server": "second"}]}
            """
        let read = try ConfigurationReader.read(Array(text.utf8))
        let server = try #require(read.servers[""])
        #expect(server.endpoints.map(\.url) == ["https://a.example", "https://b.example:8443"])
        #expect(server.region == "eu-west-1")
        #expect(read.servers["second"]?.endpoints.first?.isInsecure == true)
        let service = try #require(read.instances.first)
        #expect(service.listener.port == 80)
        #expect(service.bindings[0].source == .instance("i-0a"))
        #expect(service.bindings[0].addresses.count == 2)
        #expect(service.bindings[1].server == "second")
        #expect(service.bindings[1].durationSeconds == 900)
        guard case .profile(_, let standIn, let options) = service.bindings[1].source else {
            Issue.record("no profile")
            return
        }
        #expect(standIn.utf8.count == 19)
        #expect(!options.requiresToken)
        #expect(options.hopLimit == 2)
        let task = try #require(read.containers.first?.bindings.first)
        #expect(task.service == "ecs-tasks.amazonaws.com")
        guard case .file("token") = task.authorization else {
            Issue.record("no file with a token")
            return
        }
        #expect(read.pods.map(\.cluster) == ["prod", "test_2"])
        #expect(read.pods.map(\.server) == ["", "second"])
        #expect(read.pods.map(\.listener.port) == [80, 80])
        #expect(read.pods[0].listener.address == IPAddress("169.254.170.23"))
    }

    @Test(
        "are refused for what is not known or not right, with its place",
        arguments: [
            ("{\n \"endpont\": \"https://a\"}", "\"endpont\" at line 2, column 2"),
            ("{\"servers\": {\"a\": {\"listen\": \"x\"}}}", "is not known here"),
            ("{\"instanceMetadata\": [{\"listen\": \"127.0.0.1\", \"instances\": []}]}", "listen"),
            ("{\"instanceMetadata\": [{\"instances\": [{}]}]}", "needs instanceId or"),
            (
                "{\"instanceMetadata\": [{\"listen\": \"127.0.0.1:0\", \"instances\": "
                    + "[{\"instanceId\": \"a\"}, {\"instanceId\": \"b\"}]}]}",
                "has two instances without addresses"
            ),
            (
                "{\"instanceMetadata\": [{\"instances\": [{\"instanceId\": \"a\", "
                    + "\"httpTokens\": \"optional\"}]}]}", "ModifyInstanceMetadataOptions"
            ),
            ("{\"containers\": [{\"tasks\": [{\"path\": \"/\"}]}]}", "roleArn"),
            ("{\"podIdentity\": [{\"clusterName\": \"a/b\"}]}", "name of a cluster"),
            ("{\"containers\": 1}", "is no array"), ("{\"region\": \"\"}", "is no text"),
            ("{\"region\": \"a\", \"region\": \"b\"}", "duplicate key"),
        ]
    )
    func refused(row: (String, String)) {
        let failure = #expect(throws: ConfigurationReader.Failure.self) {
            try ConfigurationReader.read(Array(row.0.utf8))
        }
        #expect(failure?.description.contains(row.1) == true, "\(failure?.description ?? "")")
    }
}
