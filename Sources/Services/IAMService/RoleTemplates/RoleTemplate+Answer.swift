internal import Base
internal import Directory
internal import ServiceModel

extension RoleTemplate {
    /// As GetRoleTemplateVersion shows it.
    var answer: Value {
        let shown = parameters.map { parameter -> Value in
            [
                "Name": .string(parameter.name),
                "Type": parameter.isList ? "StringList" : "String",
                "Description": .string(parameter.description),
                "IsRequired": .boolean(parameter.standard == nil),
                "DefaultValue": .optional(parameter.standard), "Immutable": false,
            ]
        }
        let inline = inlinePolicies.map { policy -> Value in
            ["PolicyName": .string(policy.name), "PolicyDocument": .document(policy.document)]
        }
        return [
            "TemplateArn": .string(arn), "TemplateName": .string(name),
            "TemplateVersionId": .string(versionID), "Description": .string(description),
            "MajorVersion": .integer(majorVersion),
            "DefaultMinorVersion": .integer(minorVersion), "ManagedByType": "Service",
            "ManagedByValue": .string(service), "Enabled": true,
            "MinorVersion": .integer(minorVersion), "RoleNamePattern": .string(roleNamePattern),
            "RolePathPattern": .optional(rolePath),
            "RoleDescriptionPattern": .string(roleDescription),
            "AssumeRolePolicyDocumentTemplate": .document(trustPolicy),
            "InlinePolicyTemplates": inline.isEmpty ? nil : .list(inline),
            "ManagedPolicyArns": managedPolicies.isEmpty ? nil : .strings(managedPolicies),
            "ParametersDefinition": .list(shown),
            "MaxSessionDuration": .integer(maxSessionDurationSeconds), "VersionEnabled": true,
            "CreateTimestamp": .timestamp(created), "UpdateTimestamp": .timestamp(created),
        ]
    }
}

extension DirectoryView {
    /// What GetRole shows of the template that the role was made from.
    func sourceTemplate(of role: Role) throws(DirectoryError) -> Value? {
        guard let use = try templateUse(of: role) else { return nil }
        return [
            "TemplateArn": .string(use.templateARN),
            "TemplateMinorVersion": .integer(use.minorVersion),
        ]
    }
}
