internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let delegationRequests: [Handler] = [
        .write("CreateDelegationRequest", createDelegationRequest),
        .read("GetDelegationRequest", getDelegationRequest),
        .read("ListDelegationRequests", listDelegationRequests),
        .read("GetHumanReadableSummary", getHumanReadableSummary),
        .write("AssociateDelegationRequest") { call in
            try change("AssociateDelegationRequest", &call) { (request, call) throws in
                try request.associate(call.caller.arn, in: call.account, at: call.directory.now)
            }
        },
        .write("UpdateDelegationRequest") { call in
            try change("UpdateDelegationRequest", &call) { (request, call) throws in
                let notes = call.input.string("Notes")
                try request.update(notes: notes, at: call.directory.now)
            }
        },
        .write("AcceptDelegationRequest") { call in
            try change("AcceptDelegationRequest", &call) { (request, call) throws in
                try requireShortDuration(request, call.caller)
                try request.accept(call.caller.arn, at: call.directory.now)
            }
        },
        .write("RejectDelegationRequest") { call in
            try change("RejectDelegationRequest", &call) { (request, call) throws in
                let reason = call.input.string("Notes")
                try request.reject(reason: reason, at: call.directory.now)
            }
        },
        .write("SendDelegationToken") { call in
            try change("SendDelegationToken", &call) { (request, call) throws in
                try requireOwner(request, call.caller)
                try request.finalize(at: call.directory.now)
            }
        },
    ]

    private static func createDelegationRequest(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let input = call.input
        let template = input.structure("Permissions")?.string("PolicyTemplateArn")
        let channel = try input.requiredString("NotificationChannel")
        let duration = input.integer("SessionDuration") ?? 0
        var keys: [Demand.ContextEntry] = [
            .value("iam:DelegationDuration", "\(duration)"),
            .value("iam:NotificationChannel", channel),
        ]
        if let template { keys.append(.value("iam:TemplateArn", template)) }
        try call.authorize(
            Demand(
                "iam:CreateDelegationRequest",
                on: "arn:aws:iam::\(call.account):delegation-request/*",
                keys: keys
            )
        )
        guard let topic = ARN(channel), topic.service == "sns" else {
            throw ServiceError.invalidInput("NotificationChannel must be the ARN of an SNS topic.")
        }
        let request = DelegationRequest(
            id: call.node.random.uuid(),
            requestor: call.account,
            ownerAccount: input.string("OwnerAccountId").flatMap { AccountID($0) },
            terms: try DelegationRequest.Terms(input, in: call.directory),
            createDate: call.directory.now
        )
        guard try call.directory.create(request) else {
            throw ServiceError.entityAlreadyExists(
                "A delegation request with RequestorWorkflowId \(request.terms.workflowID) already "
                    + "exists."
            )
        }
        return [
            "ConsoleDeepLink": .string(
                "https://console.aws.amazon.com/iam/home#/delegation-requests/\(request.id)"
            ), "DelegationRequestId": .string(request.id),
        ]
    }

    private static func getDelegationRequest(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let id = try call.input.requiredString("DelegationRequestId")
        let request = try authorizedRequest("GetDelegationRequest", id, &call)
        var answer: Structure = [
            "DelegationRequest": try request.answer(in: call.directory, at: call.environment.now)
        ]
        guard call.input.boolean("DelegationPermissionCheck") == true else { return answer }
        let result = try DelegationCheck(request.terms.policy).result(for: call.caller)
        answer["PermissionCheckStatus"] = "COMPLETE"
        answer["PermissionCheckResult"] = .string(result)
        return answer
    }

    /// Requests that nobody has taken on are not listed, whatever account they are for.
    private static func listDelegationRequests(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let owner = call.input.string("OwnerId")
        try call.authorize(
            Demand(
                "iam:ListDelegationRequests",
                on: "*",
                keys: owner.map { [.value("iam:DelegationRequestOwner", $0)] } ?? []
            )
        )
        var page = try call.directory.ownedDelegationRequests(
            after: call.marker,
            limit: call.maxItems
        )
        if let owner { page.items.removeAll { $0.ownerID != owner } }
        let (directory, now) = (call.directory, call.environment.now)
        return [
            "DelegationRequests": .list(
                try page.items.map { try $0.answer(in: directory, at: now) }
            ), "isTruncated": .boolean(page.marker != nil), "Marker": .optional(page.marker),
        ]
    }

    /// Who may get a request may have its summary.
    ///
    /// - Source: IAM API Reference, GetHumanReadableSummary.
    private static func getHumanReadableSummary(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let text = try call.input.requiredString("EntityArn")
        try EntityARN.require(text)
        let locale = call.input.string("Locale") ?? "en"
        let arn = ARN(text)
        let prefix = "delegation-request/"
        guard let arn, arn.resource.hasPrefix(prefix) else {
            try call.authorize(Demand("iam:GetHumanReadableSummary", on: text))
            throw ServiceError.invalidInput("ARN \(text) is not valid.")
        }
        let id = String(arn.resource.dropFirst(prefix.count))
        let request = try authorizedRequest("GetHumanReadableSummary", id, &call)
        let isSpoken = locale == "en" || locale.hasPrefix("en-") || locale.hasPrefix("en_")
        return [
            "SummaryContent": isSpoken
                ? .string(try DelegationSummary(request, in: call.directory).text) : nil,
            "Locale": .string(locale),
            "SummaryState": isSpoken ? "AVAILABLE" : "NOT_SUPPORTED",
        ]
    }

    // MARK: Parts

    private static func change(
        _ operation: String,
        _ call: inout Call<DirectoryTransaction>,
        _ body: (inout DelegationRequest, Call<DirectoryTransaction>) throws -> Void
    ) throws -> Structure {
        let id = try call.input.requiredString("DelegationRequestId")
        var request = try authorizedRequest(operation, id, &call)
        do {
            try body(&request, call)
        } catch let refusal as DelegationRefusal {
            throw ServiceError.invalidInput(
                "Delegation request \(id) is in state \(refusal.state.rawValue)."
            )
        }
        try call.directory.put(request)
        return [:]
    }

    /// - Source: IAM User Guide, "IAM temporary delegation": root users approve four hours at most.
    private static func requireShortDuration(
        _ request: DelegationRequest,
        _ caller: Caller
    ) throws(ServiceError) {
        let limit = 4 * 3600
        guard caller.isRoot, request.terms.sessionDurationSeconds > limit else { return }
        throw .invalidInput("The root user may accept delegation of up to \(limit) seconds.")
    }

    private static func requireOwner(
        _ request: DelegationRequest,
        _ caller: Caller
    ) throws(ServiceError) {
        guard request.terms.isSentByOwnerOnly, request.ownerID != caller.arn else { return }
        throw .accessDenied("The token of delegation request \(request.id) is sent by its owner.")
    }

    /// The request, when the caller may do this with it; one of another account is not told of.
    private static func authorizedRequest<View: DirectoryView>(
        _ operation: String,
        _ id: String,
        _ call: inout Call<View>
    ) throws -> DelegationRequest {
        let request = try call.directory.delegationRequest(id)
        let account = request?.ownerAccount ?? call.account
        let owner = request?.ownerID
        try call.authorize(
            Demand(
                "iam:\(operation)",
                on: "arn:aws:iam::\(account):delegation-request/\(id)",
                in: account,
                resourceSide: try DelegationOwner.resourceSide(owner, in: account),
                keys: owner.map { [.value("iam:DelegationRequestOwner", $0)] } ?? []
            )
        )
        guard let request else {
            throw ServiceError.noSuchEntity("Delegation request \(id) cannot be found.")
        }
        return request
    }
}
