internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceCatalog
internal import ServiceKit
internal import ServiceModel
internal import Store

extension IAMService {
    static let accessReports: [Handler] = [
        .write("GenerateServiceLastAccessedDetails", generateAccessReport),
        .read("GetServiceLastAccessedDetails", getAccessReport),
        .read("GetServiceLastAccessedDetailsWithEntities", getAccessReportWithEntities),
        .read("ListPoliciesGrantingServiceAccess", listPoliciesGrantingAccess),
    ]

    private static func generateAccessReport(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let arn = try call.input.requiredString("Arn")
        try call.authorize("GenerateServiceLastAccessedDetails", subject: arn)
        _ = try AccessSubject(arn: arn, in: call.directory)
        let (node, account, now) = (call.node, call.account, call.environment.now)
        let job = AccessJob(
            id: node.random.uuid(at: now),
            owner: call.caller.jobOwner,
            subject: arn,
            hasActions: call.input.string("Granularity") == "ACTION_LEVEL",
            createDate: now
        )
        try call.directory.put(job)
        call.directory.store.afterCommit { start(job.id, account, node) }
        return ["JobId": .string(job.id)]
    }

    /// Services come in order of namespaces, a hundred at a time unless asked otherwise.
    private static func getAccessReport(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(Demand("iam:GetServiceLastAccessedDetails", on: "*"))
        let job = try job(call)
        guard let completed = job.completionDate else { return pending(job, call) }
        let page = try call.page(job.services) { $0.namespace }
        let directory = call.directory
        var answer = try call.answer(page, as: "ServicesLastAccessed") { service in
            try service.answer(in: directory)
        }
        answer["JobStatus"] = "COMPLETED"
        answer["JobType"] = job.hasActions ? "ACTION_LEVEL" : "SERVICE_LEVEL"
        answer["JobCreationDate"] = .timestamp(job.createDate)
        answer["JobCompletionDate"] = .timestamp(completed)
        return answer
    }

    /// Entities come in order of their last use, the latest first; those without use at the end.
    private static func getAccessReportWithEntities(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetServiceLastAccessedDetailsWithEntities", on: "*"))
        let job = try job(call)
        let namespace = try call.input.requiredString("ServiceNamespace")
        try requireServices([namespace])
        guard let completed = job.completionDate else { return pending(job, call) }
        var entities: [EntityAccess] = []
        if let service = job.services.first(where: { $0.namespace == namespace }) {
            entities = try EntityAccess.all(of: service, among: job.entities, in: call.directory)
        }
        let page = try call.page(entities) { $0.position }
        var answer = call.answer(page, as: "EntityDetailsList") { $0.answer }
        answer["JobStatus"] = "COMPLETED"
        answer["JobCreationDate"] = .timestamp(job.createDate)
        answer["JobCompletionDate"] = .timestamp(completed)
        return answer
    }

    private static func listPoliciesGrantingAccess(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let arn = try call.input.requiredString("Arn")
        try call.authorize("ListPoliciesGrantingServiceAccess", subject: arn)
        var namespaces: [String] = []
        for name in call.input.strings("ServiceNamespaces") ?? [] where !namespaces.contains(name) {
            namespaces.append(name)
        }
        let services = try requireServices(namespaces)
        let subject = try AccessSubject(arn: arn, in: call.directory)
        if case .policy = subject { throw ServiceError.invalidInput("ARN \(arn) is not valid.") }
        let grants = try subject.grants(in: call.directory).map {
            (grant: $0, reach: ServiceReach([$0.document]))
        }
        let numbered = services.enumerated().map { (key: 1000 + $0.offset, service: $0.element) }
        let page = try call.page(numbered) { "\($0.key)" }
        return call.answer(page, as: "PoliciesGrantingServiceAccess") { entry in
            let granting = grants.filter { $0.reach.grants(entry.service) }
            return [
                "ServiceNamespace": .string(entry.service.prefix),
                "Policies": .list(granting.map(\.grant.answer)),
            ]
        }
    }

    // MARK: Parts

    private static func start(_ id: String, _ account: AccountID, _ node: Node) {
        node.jobs.start("access-report/\(id)") {
            // A job that fails is taken up by the next look at it.
            try? AccessJob.complete(id, of: account, node)
        }
    }

    /// The job that the caller itself has asked for.
    private static func job(_ call: Call<DirectoryReader>) throws -> AccessJob {
        let id = try call.input.requiredString("JobId")
        guard let job = try call.directory.accessJob(id), job.owner == call.caller.jobOwner else {
            throw ServiceError.noSuchEntity("Job \(id) does not exist.")
        }
        return job
    }

    /// A job that a process left undone goes on when someone asks for it.
    private static func pending(_ job: AccessJob, _ call: Call<DirectoryReader>) -> Structure {
        start(job.id, call.account, call.node)
        return [
            "JobStatus": "IN_PROGRESS", "JobCreationDate": .timestamp(job.createDate),
            "IsTruncated": false,
        ]
    }

    /// The services with exactly these namespaces.
    @discardableResult
    private static func requireServices(_ names: [String]) throws(ServiceError) -> [Service] {
        var services: [Service] = []
        var unknown: [String] = []
        for name in names {
            if let service = ServiceCatalog.service(name), service.prefix == name {
                services.append(service)
            } else {
                unknown.append(name)
            }
        }
        guard unknown.isEmpty else {
            throw .invalidInput(
                "Invalid service namespace: [\(unknown.joined(separator: ", "))]"
            )
        }
        return services
    }
}

extension Caller {
    /// Who may see a job: the user with whichever key, or one session alone.
    ///
    /// - Source: IAM API Reference, GenerateServiceLastAccessedDetails, `JobId`.
    fileprivate var jobOwner: String {
        isTemporary ? accessKeyID?.text ?? userID : userID
    }
}

extension Call where View: DirectoryView {
    fileprivate mutating func authorize(_ action: String, subject arn: String) throws {
        guard let place = try? AccessSubjectPlace(arn) else {
            return try authorize(Demand("iam:\(action)", on: arn))
        }
        switch place.kind {
        case "user": try authorize(action, user: place.name)
        case "group": try authorize(action, group: place.name)
        case "role": try authorize(action, role: place.name)
        default: try authorize(action, policy: arn)
        }
    }
}
