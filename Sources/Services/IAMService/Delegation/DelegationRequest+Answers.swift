internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceModel

extension DelegationRequest.Terms {
    /// What a requestor asks for, its permissions filled in.
    ///
    /// A template is a managed policy that the requestor can name, with `@{name}` for what its
    /// parameters say: AWS registers templates of its partners beforehand.
    init(_ input: Structure, in directory: some DirectoryView) throws {
        let permissions = input.structure("Permissions")
        let parameters = (permissions?.structures("Parameters") ?? []).map { parameter in
            DelegationRequest.Parameter(
                name: parameter.string("Name") ?? "",
                values: parameter.strings("Values") ?? [],
                type: parameter.string("Type")
            )
        }
        guard let arn = permissions?.string("PolicyTemplateArn") else {
            throw ServiceError.invalidInput("Permissions must name a PolicyTemplateArn.")
        }
        self.init(
            description: try input.requiredString("Description"),
            policy: try Self.policy(arn, parameters, directory),
            workflowID: try input.requiredString("RequestorWorkflowId"),
            notificationChannel: try input.requiredString("NotificationChannel"),
            sessionDurationSeconds: input.integer("SessionDuration") ?? 0
        )
        message = input.string("RequestMessage")
        templateARN = arn
        self.parameters = parameters
        redirectURL = input.string("RedirectUrl")
        isSentByOwnerOnly = input.boolean("OnlySendByOwner") ?? false
    }

    private static func template(
        _ arn: String,
        _ directory: some DirectoryView
    ) throws -> String {
        do throws(DirectoryError) {
            let template = try directory.policy(arn: arn)
            return try directory.defaultVersion(of: template).document
        } catch {
            guard case .noSuch = error else { throw error }
            throw ServiceError.invalidInput("Policy template \(arn) was not found.")
        }
    }

    private static func policy(
        _ arn: String,
        _ parameters: [DelegationRequest.Parameter],
        _ directory: some DirectoryView
    ) throws -> String {
        let text = try template(arn, directory)
        var values: [String: [String]] = [:]
        for parameter in parameters {
            guard values.updateValue(parameter.values, forKey: parameter.name) == nil else {
                throw ServiceError.invalidInput("Parameter \(parameter.name) is given twice.")
            }
            guard parameter.type != "string" || parameter.values.count == 1 else {
                throw ServiceError.invalidInput("Parameter \(parameter.name) needs one value.")
            }
        }
        do {
            let filled = try TemplateText(values).document(text) ?? ""
            try PolicyDocument(parsing: Array(filled.utf8)).validate(as: .managed)
            return filled
        } catch let missing as TemplateText.Missing {
            throw ServiceError.invalidInput("Parameter \(missing.name) is missing.")
        } catch let error as PolicyError {
            throw ServiceError.invalidInput(error.message)
        }
    }
}

extension DelegationRequest {
    /// As answers show it.
    func answer(in directory: some DirectoryView, at now: Timestamp) throws -> Value {
        let name = try directory.reader(of: requestor).accountRecord()?.name ?? ""
        let parameters = terms.parameters.map { parameter -> Value in
            [
                "Name": .string(parameter.name), "Values": .strings(parameter.values),
                "Type": .optional(parameter.type),
            ]
        }
        let restrictions = boundaries
        return [
            "DelegationRequestId": .string(id),
            "OwnerAccountId": .optional(ownerAccount?.description),
            "Description": .string(terms.description), "RequestMessage": .optional(terms.message),
            "Permissions": [
                "PolicyTemplateArn": .optional(terms.templateARN),
                "Parameters": parameters.isEmpty ? nil : .list(parameters),
            ], "PermissionPolicy": .string(terms.policy),
            "RolePermissionRestrictionArns": restrictions.isEmpty ? nil : .strings(restrictions),
            "OwnerId": .optional(ownerID), "ApproverId": .optional(approverID),
            "State": .string(state(at: now).rawValue),
            "ExpirationTime": .timestamp(expirationTime),
            "RequestorId": .string(requestor.description),
            "RequestorName": name.isEmpty ? nil : .string(String(name.prefix(30))),
            "CreateDate": .timestamp(createDate),
            "SessionDuration": .integer(terms.sessionDurationSeconds),
            "RedirectUrl": .optional(terms.redirectURL), "Notes": .optional(notes),
            "RejectionReason": .optional(rejectionReason),
            "OnlySendByOwner": .boolean(terms.isSentByOwnerOnly),
            "UpdatedTime": .timestamp(updateDate),
        ]
    }

    /// The boundaries that roles must have which the permissions let make.
    private var boundaries: [String] {
        let document = try? PolicyDocument(parsing: Array(terms.policy.utf8))
        var arns: [String] = []
        for condition in (document?.statements ?? []).flatMap(\.conditions)
        where condition.key.lowercased() == "iam:permissionsboundary" {
            for value in condition.values.map(\.text) where !arns.contains(value) {
                arns.append(value)
            }
        }
        return arns
    }
}
