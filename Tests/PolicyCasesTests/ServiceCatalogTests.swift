import ServiceCatalog
import Testing

@Suite("Service catalogue")
struct ServiceCatalogTests {
    @Test("an action is found without regard to case, with its resources and keys")
    func action() throws {
        let action = try #require(ServiceCatalog.action("S3:getobject"))
        #expect(action.qualifiedName == "s3:GetObject")
        #expect(action.accessLevel == .read)
        #expect(!action.isWildcardOnly)
        let object = try #require(action.resources.first { $0.type.name == "object" })
        #expect(object.type.arnFormat == "arn:${Partition}:s3:::${BucketName}/${ObjectName}")
        #expect(action.conditionKeys.contains { $0.name == "s3:ExistingObjectTag/<key>" })
    }

    @Test(
        "what does not exist is not found",
        arguments: ["s3:Nothing", "none:GetObject", "GetObject", "", ":", "s3:", "s3:GetObjec"]
    )
    func missing(name: String) {
        #expect(ServiceCatalog.action(name) == nil)
    }

    @Test("an action without resource types takes the wildcard only")
    func wildcardOnly() throws {
        let list = try #require(ServiceCatalog.action("s3:ListAllMyBuckets"))
        #expect(list.isWildcardOnly)
        #expect(list.resources.isEmpty)
        #expect(list.accessLevel == .list)
    }

    @Test("a required resource is told from an optional one")
    func required() throws {
        let run = try #require(ServiceCatalog.action("ec2:RunInstances"))
        let image = try #require(run.resources.first { $0.type.name == "image" })
        let group = try #require(run.resources.first { $0.type.name == "group" })
        #expect(image.isRequired)
        #expect(!group.isRequired)
        #expect(image.conditionKeys.contains { $0.name == "ec2:ImageType" })
    }

    @Test(
        "condition keys have types",
        arguments: [
            ("aws:SourceIp", ConditionKeyType.ipAddress), ("AWS:sourceip", .ipAddress),
            ("aws:CurrentTime", .date), ("aws:MultiFactorAuthPresent", .bool),
            ("aws:TagKeys", .arrayOfString), ("aws:RequestTag/team", .string),
            ("aws:RequestTag/${TagKey}", .string), ("aws:PrincipalArn", .arn),
            ("sts:ExternalId", .string), ("iam:PassedToService", .string),
            ("s3:max-keys", .numeric), ("s3:ExistingObjectTag/a", .string),
            ("sts:DurationSeconds", .numeric),
        ]
    )
    func keyType(name: String, type: ConditionKeyType) {
        #expect(ServiceCatalog.conditionKeyType(name) == type)
    }

    @Test(
        "keys that no service has are unknown",
        arguments: ["aws:Nothing", "aws:RequestTag/", "aws:RequestTag", "", "foo:bar"]
    )
    func unknownKey(name: String) {
        #expect(ServiceCatalog.conditionKeyType(name) == nil)
    }

    @Test("every row can be read, and found again by its name")
    func everyRow() {
        let services = ServiceCatalog.services
        #expect(services.count > 400)
        var actions = 0
        for service in services {
            #expect(ServiceCatalog.service(service.prefix) == service)
            for action in service.actions {
                actions += 1
                #expect(service.action(action.name) == action)
                #expect(action.isWildcardOnly == action.resources.isEmpty)
            }
            for type in service.resourceTypes {
                #expect(service.resourceType(type.name) == type)
            }
        }
        #expect(actions > 20_000)
        for key in ServiceCatalog.conditionKeys {
            #expect(ServiceCatalog.conditionKey(key.name) == key)
        }
    }
}
