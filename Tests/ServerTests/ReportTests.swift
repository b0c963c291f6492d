import Base
import Directory
import Markup
import ServiceKit
import Testing

@Suite("Reports and requests that age")
struct ReportTests {
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
    }

    /// Holds up the background thread until the gate is opened.
    private func holdJobs() -> Monitor<Bool> {
        let isOpen = Monitor(false)
        lab.node.jobs.start("held") { _ = isOpen.wait { $0 ? true : nil } }
        return isOpen
    }

    private func generate() throws -> String {
        let answer = try lab.done("iam", "GenerateCredentialReport", as: root)
        return try #require(answer.result?.text(of: "State"))
    }

    private func reportRefusal() -> String {
        lab.call("iam", "GetCredentialReport", as: root).refusal
    }

    @Test("a credential report is started, under way, complete for four hours, and expired")
    func credentialReport() throws {
        #expect(reportRefusal() == "410 ReportNotPresent: Unknown")
        let gate = holdJobs()
        #expect(try generate() == "STARTED")
        #expect(try generate() == "INPROGRESS")
        #expect(reportRefusal() == "404 ReportInProgress: Unknown")
        gate.change { $0 = true }
        lab.node.jobs.finish()
        #expect(try generate() == "COMPLETE")
        let first = try lab.done("iam", "GetCredentialReport", as: root).text
        lab.clock.advance(seconds: 4 * 3600)
        #expect(try generate() == "COMPLETE")
        #expect(try lab.done("iam", "GetCredentialReport", as: root).result != nil)
        lab.clock.advance(seconds: 1)
        #expect(reportRefusal() == "410 ReportExpired: Unknown")
        #expect(try generate() == "STARTED")
        lab.node.jobs.finish()
        let second = try lab.done("iam", "GetCredentialReport", as: root).text
        #expect(first != second)
    }

    @Test("a report of last access is in progress until it is done")
    func accessJob() throws {
        _ = try lab.makeUser("Alice", policy: LabDocuments.allow("iam:*"), by: root)
        let gate = holdJobs()
        let made = try lab.done(
            "iam",
            "GenerateServiceLastAccessedDetails",
            ["Arn": "arn:aws:iam::\(ServerLab.account):user/Alice"],
            as: root
        )
        let id = try #require(made.result?.text(of: "JobId"))
        let open = try get(id)
        #expect(open.result?.text(of: "JobStatus") == "IN_PROGRESS")
        #expect(open.result?.text(of: "JobCompletionDate") == nil)
        #expect(open.result?.child("ServicesLastAccessed") == nil)
        gate.change { $0 = true }
        lab.node.jobs.finish()
        #expect(try get(id).result?.text(of: "JobStatus") == "COMPLETED")
    }

    @Test("a report that a process left undone is done when someone asks for it")
    func abandonedJob() throws {
        let account = try #require(AccountID(ServerLab.account))
        let job = AccessJob(
            id: String(repeating: "0", count: 36),
            owner: ServerLab.account,
            subject: "arn:aws:iam::\(ServerLab.account):user/Gone",
            hasActions: false,
            createDate: lab.clock.now
        )
        try lab.node.directory.writeAndWait(account) { try $0.put(job) }
        #expect(try get(job.id).result?.text(of: "JobStatus") == "IN_PROGRESS")
        lab.node.jobs.finish()
        #expect(try get(job.id).result?.text(of: "JobStatus") == "COMPLETED")
    }

    @Test("reports are forgotten after seven days, when others are made")
    func oldJobs() throws {
        _ = try lab.makeUser("Alice", by: root)
        var ids: [String] = []
        for _ in 0..<3 {
            let made = try lab.done(
                "iam",
                "GenerateServiceLastAccessedDetails",
                ["Arn": "arn:aws:iam::\(ServerLab.account):user/Alice"],
                as: root
            )
            ids.append(try #require(made.result?.text(of: "JobId")))
            lab.node.jobs.finish()
            lab.clock.advance(seconds: 4 * 86_400)
        }
        #expect(
            lab.call("iam", "GetServiceLastAccessedDetails", ["JobId": ids[0]], as: root).code
                == "NoSuchEntity"
        )
        #expect(try get(ids[1]).result?.text(of: "JobStatus") == "COMPLETED")
        #expect(ids == ids.sorted())
    }

    @Test("the use of a role is forgotten after 400 days")
    func roleUse() throws {
        try lab.makeRole(
            "Worker",
            trust: LabDocuments.trust(ServerLab.account),
            policy: LabDocuments.allow("*"),
            by: root
        )
        let user = try lab.makeUser("Alice", policy: LabDocuments.allow("*"), by: root)
        let session = try lab.assume("Worker", by: user)
        try lab.done("iam", "ListUsers", as: session)
        func used() throws -> String? {
            let answer = try lab.done("iam", "GetRole", ["RoleName": "Worker"], as: root)
            return answer.result?.child("Role")?.child("RoleLastUsed")?.text(of: "Region")
        }
        #expect(try used() == "us-east-1")
        lab.clock.advance(seconds: 400 * 86_400)
        #expect(try used() == nil)
    }

    @Test("a delegation request that nobody takes on expires after a day")
    func delegation() throws {
        try lab.done(
            "iam",
            "CreatePolicy",
            ["PolicyName": "Template", "PolicyDocument": LabDocuments.allow("s3:*")],
            as: root
        )
        let made = try lab.done(
            "iam",
            "CreateDelegationRequest",
            [
                "Description": "x", "RequestorWorkflowId": "workflow",
                "Permissions.PolicyTemplateArn":
                    "arn:aws:iam::\(ServerLab.account):policy/Template",
                "NotificationChannel": "arn:aws:sns:us-east-1:\(ServerLab.account):topic",
                "SessionDuration": "3600",
            ],
            as: root
        )
        let id = try #require(made.result?.text(of: "DelegationRequestId"))
        lab.clock.advance(seconds: 86_400)
        let found = try lab.done(
            "iam",
            "GetDelegationRequest",
            ["DelegationRequestId": id],
            as: root
        )
        #expect(found.result?.child("DelegationRequest")?.text(of: "State") == "EXPIRED")
        let refused = lab.call(
            "iam",
            "AssociateDelegationRequest",
            ["DelegationRequestId": id],
            as: root
        )
        #expect(
            refused.refusal == "400 InvalidInput: Delegation request \(id) is in state EXPIRED."
        )
    }

    private func get(_ id: String) throws -> LabAnswer {
        try lab.done("iam", "GetServiceLastAccessedDetails", ["JobId": id], as: root)
    }
}
