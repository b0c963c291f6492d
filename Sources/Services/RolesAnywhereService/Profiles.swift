internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel

extension RolesAnywhereService {
    static func createProfile(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let tags = try authorizeMaking(&call, "CreateProfile", .profile)
        let choices = try choices(&call, changing: AnywhereProfile.Choices())
        let profile = AnywhereProfile(
            account: call.account,
            region: call.environment.region,
            id: call.node.random.uuid(),
            choices: choices,
            requiresProperties: call.input.boolean("requireInstanceProperties") ?? false,
            isEnabled: call.input.boolean("enabled") ?? false,
            creatorARN: call.caller.arn,
            createDate: call.environment.now,
            tags: tags
        )
        try call.directory.putAnywhere(profile)
        return answer(profile)
    }

    static func updateProfile(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        var profile = try authorized(&call, "UpdateProfile", AnywhereProfile.self)
        profile.choices = try choices(&call, changing: profile.choices)
        profile.updateDate = call.environment.now
        try call.directory.putAnywhere(profile)
        return answer(profile)
    }

    /// What a request chooses; roles that it adds must be the caller's to pass.
    private static func choices(
        _ call: inout Call<DirectoryTransaction>,
        changing old: AnywhereProfile.Choices
    ) throws -> AnywhereProfile.Choices {
        let input = call.input
        var choices = old
        choices.name = input.string("name") ?? old.name
        choices.roleARNs = input.strings("roleArns") ?? old.roleARNs
        choices.managedPolicyARNs = input.strings("managedPolicyArns") ?? old.managedPolicyARNs
        choices.durationSeconds = input.integer("durationSeconds") ?? old.durationSeconds
        choices.acceptsSessionName =
            input.boolean("acceptRoleSessionName") ?? old.acceptsSessionName
        if let policy = input.string("sessionPolicy") {
            choices.sessionPolicy = policy.isEmpty ? nil : try checked(policy)
        }
        for arn in choices.roleARNs
        where !old.roleARNs.contains(where: { $0.hasSameBytes(as: arn) }) {
            try call.authorizePassing(role: arn, to: service)
        }
        for arn in choices.managedPolicyARNs { try requirePolicy(arn, call.directory) }
        return choices
    }

    private static func requirePolicy(_ arn: String, _ directory: DirectoryTransaction) throws {
        do throws(DirectoryError) {
            _ = try directory.policy(arn: arn)
        } catch {
            guard case .noSuch = error else { throw error }
            throw ServiceError.validation("The policy does not exist: \(arn)")
        }
    }

    private static func checked(_ text: String) throws(ServiceError) -> String {
        do throws(PolicyError) {
            _ = try PolicyDocument(session: text)
            return text
        } catch { throw .validation("The session policy is not valid: \(error.message)") }
    }

    // MARK: Attribute mappings

    /// - Source: IAM Roles Anywhere API Reference, PutAttributeMapping.
    static func putMapping(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let field = try call.input.requiredString("certificateField")
        let specifiers = (call.input.structures("mappingRules") ?? []).map { rule in
            let specifier = rule.string("specifier") ?? ""
            return ["Name", "Name/"].contains(specifier) ? "Name/*" : specifier
        }
        return try change(&call, "PutAttributeMapping", AnywhereProfile.self) { profile in
            profile.mappings.removeAll { $0.field == field }
            profile.mappings.append(
                AnywhereProfile.Mapping(field: field, specifiers: specifiers)
            )
            profile.mappings.sort { $0.field < $1.field }
        }
    }

    /// Without specifiers, the field is not mapped at all any more.
    static func deleteMapping(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let field = try call.input.requiredString("certificateField")
        let specifiers = call.input.strings("specifiers")
        return try change(&call, "DeleteAttributeMapping", AnywhereProfile.self) { profile in
            guard let index = profile.mappings.firstIndex(where: { $0.field == field }) else {
                return
            }
            if let specifiers {
                profile.mappings[index].specifiers.removeAll { specifiers.contains($0) }
            }
            if specifiers == nil || profile.mappings[index].specifiers.isEmpty {
                profile.mappings.remove(at: index)
            }
        }
    }
}
