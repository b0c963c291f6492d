import ServiceModel
import Testing

@Suite("Service models")
struct ModelTests {
    @Test("IAM has 180 operations, STS eleven, found by name")
    func operations() throws {
        let iam = try Model.iam()
        let sts = try Model.sts()
        #expect(iam.operations.count == 180)
        #expect(sts.operations.count == 11)
        #expect(iam.apiVersion == "2010-05-08")
        #expect(sts.namespace == "https://sts.amazonaws.com/doc/2011-06-15/")
        for model in [iam, sts] {
            for (index, name) in model.operationNames.enumerated() {
                #expect(model.operation(named: name)?.name == name)
                #expect(model.operation(named: name)?.index == index)
            }
            #expect(model.operation(named: "Nothing") == nil)
            #expect(model.operation(named: "") == nil)
        }
    }

    @Test("only the federated assumptions of roles are unsigned")
    func unsigned() throws {
        let unsigned = try Model.sts().operations.filter(\.isUnsigned).map(\.name)
        #expect(unsigned == ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"])
        #expect(try Model.iam().operations.allSatisfy { !$0.isUnsigned })
    }

    @Test("errors have the code and the status of the model")
    func errors() throws {
        let iam = try Model.iam()
        let error = iam.error("NoSuchEntityException", "gone")
        #expect(error == ServiceError(code: "NoSuchEntity", message: "gone", status: 404))
        #expect(iam.error("ServiceFailureException", nil).fault == .receiver)
        #expect(iam.error("NoSuchException", "x") == .internalFailure)
        let rejected = try Model.sts().error("IDPRejectedClaimException", nil)
        #expect(rejected.status == 403)
        #expect(rejected.code == "IDPRejectedClaim")
    }

    @Test("the shorthands for errors agree with the models")
    func shorthands() throws {
        let iam = try Model.iam()
        let sts = try Model.sts()
        let pairs: [(ServiceError, Model, String)] = [
            (.noSuchEntity("m"), iam, "NoSuchEntityException"),
            (.entityAlreadyExists("m"), iam, "EntityAlreadyExistsException"),
            (.deleteConflict("m"), iam, "DeleteConflictException"),
            (.limitExceeded("m"), iam, "LimitExceededException"),
            (.concurrentModification("m"), iam, "ConcurrentModificationException"),
            (.unmodifiableEntity("m"), iam, "UnmodifiableEntityException"),
            (.malformedPolicyDocument("m"), iam, "MalformedPolicyDocumentException"),
            (.malformedPolicyDocument("m"), sts, "MalformedPolicyDocumentException"),
            (.invalidInput("m"), iam, "InvalidInputException"),
            (.policyNotAttachable("m"), iam, "PolicyNotAttachableException"),
            (.packedPolicyTooLarge("m"), sts, "PackedPolicyTooLargeException"),
        ]
        for (error, model, shape) in pairs { #expect(error == model.error(shape, "m")) }
    }

    @Test(
        "a broken model is refused with its line",
        arguments: [
            ("x\n", 1),
            ("rolecall-model 1 by\nnonsense\ta\n", 2),
            ("rolecall-model 1 by\nstructure\tA\nmember\tB\t7\t\t\n", 3),
            ("rolecall-model 1 by\nstring\tA\tx\t\t\t\n", 2),
            ("rolecall-model 1 by\nstring\tA\t\t\t\t(\n", 2),
            ("rolecall-model 1 by\nstructure\tA", 1),
            ("rolecall-model 1 by\nmember\tB\t0\t\t\n", 2),
        ]
    )
    func broken(text: String, line: Int) {
        let bytes = Array(text.utf8)
        let error = #expect(throws: ModelError.self) { try Model(text: bytes.span) }
        #expect(error?.line == line)
    }
}
