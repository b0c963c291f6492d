import Directory
import IAMService
import STSService
import ServiceKit
import ServiceModel
import Testing

@Suite("What is not there, and what never asked")
struct GateTests {
    private static let failure =
        "500 InternalFailure: The request processing has failed because of an unknown error, "
        + "exception or failure."

    @Test("every operation of the models that is not served answers 501 with its name")
    func notImplemented() throws {
        let lab = try ServerLab()
        let root = try lab.makeAccount(ServerLab.account)
        for (service, model, handlers) in [
            ("iam", try Model.iam(), IAMService.handlers),
            ("sts", try Model.sts(), STSService.handlers),
        ] {
            let served = Set(handlers.map(\.name))
            for operation in model.operations where !served.contains(operation.name) {
                let answer = lab.call(service, operation.name, as: root)
                let expected =
                    "501 NotImplemented: The operation \(operation.name) is not implemented."
                #expect(answer.refusal == expected)
            }
        }
    }

    @Test("a handler that changed something and never asked is refused, and leaves no change")
    func unaskedWrite() throws {
        let lab = try ServerLab(iam: [
            .write("CreateUser") { call in
                _ = try call.directory.createUser(named: try call.input.requiredString("UserName"))
                return Structure()
            },
            Self.handler("GetUser"), Self.handler("ListUsers"),
        ])
        let root = try lab.makeAccount(ServerLab.account)
        let answer = lab.call("iam", "CreateUser", ["UserName": "Ghost"], as: root)
        #expect(answer.refusal == Self.failure)
        #expect(lab.call("iam", "GetUser", ["UserName": "Ghost"], as: root).code == "NoSuchEntity")
        #expect(try !lab.done("iam", "ListUsers", as: root).text.contains("Ghost"))
    }

    @Test("a handler that was refused and goes on is refused in the end")
    func deafWrite() throws {
        let lab = try ServerLab(iam: [
            .write("CreateGroup") { call in
                try? call.authorize(Demand("iam:CreateGroup", on: "*"))
                _ = try call.directory.createGroup(
                    named: try call.input.requiredString("GroupName")
                )
                return Structure()
            },
            Self.handler("GetGroup"), Self.handler("CreateUser"), Self.handler("CreateAccessKey"),
        ])
        let root = try lab.makeAccount(ServerLab.account)
        let user = try lab.makeUser("Eve", by: root)
        let answer = lab.call("iam", "CreateGroup", ["GroupName": "Ghosts"], as: user)
        #expect(answer.refusal == Self.failure)
        let found = lab.call("iam", "GetGroup", ["GroupName": "Ghosts"], as: root)
        #expect(found.code == "NoSuchEntity")
    }

    @Test("a handler that only reads and never asked tells nothing")
    func unaskedRead() throws {
        let lab = try ServerLab(
            iam: [.read("GetAccountSummary") { _ in Structure() }],
            sts: [.direct("GetAccessKeyInfo") { _ in ["Account": "999999999999"] }]
        )
        let root = try lab.makeAccount(ServerLab.account)
        #expect(lab.call("iam", "GetAccountSummary", as: root).refusal == Self.failure)
        let answer = lab.call("sts", "GetAccessKeyInfo", ["AccessKeyId": root.id], as: root)
        #expect(answer.refusal == Self.failure)
        #expect(!answer.text.contains("999999999999"))
    }

    private static func handler(_ name: String) -> Handler {
        guard let handler = IAMService.handlers.first(where: { $0.name == name }) else {
            preconditionFailure("\(name) is served")
        }
        return handler
    }
}
