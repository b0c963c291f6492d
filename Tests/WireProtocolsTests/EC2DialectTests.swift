import Base
import ServiceModel
import Testing
import WireProtocols

@Suite("EC2's dialect")
struct EC2DialectTests {
    private let wire: QueryProtocol

    init() throws { wire = QueryProtocol(try Model.ec2()) }

    @Test("lists are flat, and members have the names of requests")
    func requests() throws {
        let input = try Wire.input(
            wire,
            "Action=RunInstances&Version=2016-11-15&MinCount=1&MaxCount=2&ImageId=ami-1"
                + "&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=a"
                + "&TagSpecification.1.Tag.1.Value=b&IamInstanceProfile.Name=p&SecurityGroupId.2=y"
                + "&SecurityGroupId.1=x"
        )
        #expect(
            input == [
                "MinCount": 1, "MaxCount": 2, "ImageId": "ami-1",
                "TagSpecifications": [
                    ["ResourceType": "instance", "Tags": [["Key": "a", "Value": "b"]]]
                ],
                "IamInstanceProfile": ["Name": "p"], "SecurityGroupIds": ["x", "y"],
            ]
        )
    }

    @Test("answers tell the request's id first, and lists hold items")
    func answers() throws {
        let operation = try #require(wire.model.operation(named: "DescribeTags"))
        let output: Structure = [
            "Tags": [["Key": "a", "Value": "b", "ResourceId": "i-1", "ResourceType": "instance"]]
        ]
        let answer = wire.success(operation, output, requestID: "r-1")
        #expect(
            Wire.text(answer)
                == "<DescribeTagsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>r-1</requestId><tagSet><item><key>a</key>"
                + "<resourceId>i-1</resourceId><resourceType>instance</resourceType>"
                + "<value>b</value></item></tagSet></DescribeTagsResponse>"
        )
    }

    @Test("an operation without output says that it succeeded")
    func noOutput() throws {
        let operation = try #require(wire.model.operation(named: "CreateTags"))
        #expect(
            Wire.text(wire.success(operation, [:], requestID: "r-1"))
                == "<CreateTagsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>r-1</requestId><return>true</return></CreateTagsResponse>"
        )
    }

    @Test("errors are a list, and have EC2's codes")
    func errors() throws {
        let missing = try #require(
            try Wire.refusal(wire, "Action=TerminateInstances&Version=2016-11-15")
        )
        #expect(missing.code == "MissingParameter")
        let answer = wire.failure(missing, requestID: "r-1")
        #expect(
            Wire.text(answer)
                == "<Response><Errors><Error><Code>MissingParameter</Code><Message>The request "
                + "must contain the parameter InstanceId</Message></Error></Errors>"
                + "<RequestID>r-1</RequestID></Response>"
        )
        let unknown = try Wire.refusal(wire, "Action=Nothing&Version=2016-11-15")
        #expect(unknown?.code == "InvalidAction")
        #expect(try Wire.refusal(wire, "Version=2016-11-15")?.code == "MissingAction")
    }
}
