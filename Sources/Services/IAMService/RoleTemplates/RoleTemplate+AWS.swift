internal import Base

extension RoleTemplate {
    /// The templates that are known whole.
    ///
    /// - Source: IAM User Guide, "Role templates" lists them; their content is that of
    ///   GetRoleTemplateVersion.
    static let all = [powerUser, backup, secretRotation]

    private static let accountID = Parameter(
        name: "accountId",
        description: "Account id of the target account"
    )

    private static let powerUser = RoleTemplate(
        service: "iam.amazonaws.com",
        name: "PowerUserRoleTemplate",
        versionID: "AVTAZKAPJZG4N6BGA67NU",
        description: "Creates a role that grants PowerUser permissions to the calling AWS service, "
            + "allowing it to create and manage most AWS resources on your behalf. Intended for "
            + "services that require wide-ranging permissions. The trusted service is configurable "
            + "via the AWSServiceName parameter.",
        roleDescription: "Power user role for @{AWSServiceName}",
        trustPolicy: """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"Service":"@{AWSServiceName}"},"Action":"sts:AssumeRole"}]}
            """,
        managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
        parameters: [
            Parameter(name: "AWSServiceName", description: "Service principal of the service"),
            Parameter(
                name: "RoleName",
                description: "Customized name for the role",
                standard: "PowerUserRole"
            ),
        ],
        created: Timestamp(seconds: 1_781_233_028)
    )

    private static let backup = RoleTemplate(
        service: "backup.amazonaws.com",
        name: "AWSBackupDefaultServiceRoleTemplate",
        versionID: "AVTAZKAPJZG4ILRKDYSS2",
        description: "Create a role that grants AWS Backup the permissions it needs to protect "
            + "your resources, including creating and managing backups for DynamoDB, RDS, EC2 EBS "
            + "volumes, EFS file systems, and Storage Gateway volumes. This is the standard service "
            + "role used by AWS Backup when performing backup and restore jobs.",
        roleDescription: "Standard service role the provides AWS Backup service permission to "
            + "create and restore backups on your behalf across AWS services",
        rolePath: "/service-role/",
        trustPolicy: """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole",\
            "Condition":{"StringEquals":{"aws:SourceAccount":"@{accountId}"}}}]}
            """,
        managedPolicies: [
            "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
            "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
        ],
        parameters: [
            accountID,
            Parameter(
                name: "RoleName",
                description: "Custom name for the role",
                standard: "AWSBackupDefaultServiceRole"
            ),
        ],
        created: Timestamp(seconds: 1_783_610_832)
    )

    private static let secretRotation = RoleTemplate(
        service: "secretsmanager.amazonaws.com",
        name: "AWSSecretsManagerRotationRoleTemplate",
        versionID: "AVTAZKAPJZG4PCYR454GW",
        description: "Creates a role that allows AWS Secrets Manager to perform secret rotation by "
            + "accessing and updating secret values",
        roleDescription: "Allows AWS Secrets Manager to perform secret rotation by accessing and "
            + "updating secret values",
        rolePath: "/service-role/",
        trustPolicy: """
            {"Version":"2012-10-17","Statement":[{"Sid":"SecretsManagerPrincipalAccess",\
            "Effect":"Allow","Principal":{"Service":"secretsmanager.amazonaws.com"},\
            "Action":"sts:AssumeRole",\
            "Condition":{"StringEquals":{"aws:SourceAccount":"@{accountId}"}}}]}
            """,
        inlinePolicies: [
            (
                "SecretRotationPermissionPolicy",
                """
                {"Version":"2012-10-17","Statement":[\
                {"Sid":"AllowRotationAccessGeneric","Effect":"Allow","Action":[\
                "secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",\
                "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"],\
                "Resource":"arn:aws:secretsmanager:@{region}:@{accountId}:secret:*",\
                "Condition":{"StringEquals":{"secretsmanager:resource/Type":"@{resourceType}"}}},\
                {"Effect":"Allow","Sid":"AllowPasswordGenerationAccessAdmin",\
                "Action":["secretsmanager:GetRandomPassword"],"Resource":"*"},\
                {"@Enabled":"ADMIN_RESOURCE_ENABLED","Sid":"AllowRotationAccess",\
                "Action":["secretsmanager:GetSecretValue"],\
                "Resource":"arn:aws:secretsmanager:@{region}:@{accountId}:secret:*",\
                "Effect":"Allow",\
                "Condition":{"StringEquals":{"secretsmanager:resource/Type":"@{adminType}"}}},\
                {"@Enabled":"CMK_ENABLED","Sid":"KMSAccessForCustomerSecret","Effect":"Allow",\
                "Action":["kms:Decrypt","kms:DescribeKey","kms:GenerateDataKey"],\
                "Resource":"@{kmsKeyArn}","Condition":{"StringEquals":\
                {"kms:ViaService":"secretsmanager.@{region}.amazonaws.com"}}}]}
                """
            )
        ],
        parameters: [
            Parameter(
                name: "ADMIN_RESOURCE_ENABLED",
                description: "An indicator on whether a administrative resource type for secrets "
                    + "manager is enabled. Must be True or False",
                standard: "False"
            ),
            Parameter(
                name: "CMK_ENABLED",
                description: "An indicator on whether a custom key is used with the secret. Must "
                    + "be True or False",
                standard: "False"
            ),
            Parameter(
                name: "RoleName",
                description: "Custom name for the role",
                standard: "AWSSecretsManagerSecretRotationRole"
            ),
            accountID,
            Parameter(
                name: "adminType",
                description: "Administrative resource type for secret rotation access condition. "
                    + "Effective only if ADMIN_RESOURCE_ENABLED is True"
            ),
            Parameter(
                name: "kmsKeyArn",
                description: "List of KMS key ARNs for the custom keys. Effective only if "
                    + "CMK_ENABLED is True.",
                isList: true
            ),
            Parameter(
                name: "region",
                description: "AWS region for the Secret Manager secret"
            ),
            Parameter(
                name: "resourceType",
                description: "Partner/resource type for secret rotation access condition"
            ),
        ],
        created: Timestamp(seconds: 1_783_610_847)
    )
}
