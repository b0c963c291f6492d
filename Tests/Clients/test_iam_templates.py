"""Roles from AWS's templates: made, given back, and refused when they were changed."""

import pytest
from expect import denied, error, missing
from server import allow

PREFIX = "arn:aws:iam::aws:role-template/"
ROTATION = PREFIX + "secretsmanager.amazonaws.com/AWSSecretsManagerRotationRoleTemplate:1"
POWER = PREFIX + "iam.amazonaws.com/PowerUserRoleTemplate:1"


def values(**given):
    return {
        name: {"Values": value if isinstance(value, list) else [value]}
        for name, value in given.items()
    }


def rotation(account, **more):
    given = {"accountId": account.id, "region": "us-east-1", "resourceType": "partner"} | more
    return {"TemplateArn": ROTATION, "ReplacementValues": values(**given)}


def test_a_template_is_told_whole(iam):
    template = iam.get_role_template_version(TemplateArn=POWER)["RoleTemplateVersion"]
    assert template["TemplateArn"] == POWER
    assert template["TemplateName"] == "PowerUserRoleTemplate"
    assert (template["MajorVersion"], template["MinorVersion"]) == (1, 0)
    assert template["ManagedByType"] == "Service"
    assert template["ManagedByValue"] == "iam.amazonaws.com"
    assert template["Enabled"] and template["VersionEnabled"]
    assert template["RoleNamePattern"] == "@{RoleName}"
    principal = template["AssumeRolePolicyDocumentTemplate"]["Statement"][0]["Principal"]
    assert principal == {"Service": "@{AWSServiceName}"}
    assert template["ManagedPolicyArns"] == ["arn:aws:iam::aws:policy/PowerUserAccess"]
    required, optional = template["ParametersDefinition"]
    assert (required["Name"], required["IsRequired"]) == ("AWSServiceName", True)
    assert (optional["DefaultValue"], optional["IsRequired"]) == ("PowerUserRole", False)
    assert iam.get_role_template_version(TemplateArn=POWER, MinorVersion=0)
    for parameters in ({"TemplateArn": POWER, "MinorVersion": 1}, {"TemplateArn": POWER[:-1] + "2"}):
        with missing("cannot be found."):
            iam.get_role_template_version(**parameters)


def test_a_role_is_acquired_and_acquired_again(account):
    iam = account.iam
    role = iam.acquire_role(**rotation(account))["Role"]
    assert role["RoleName"] == "AWSSecretsManagerSecretRotationRole"
    assert role["Path"] == "/service-role/"
    assert "SourceRoleTemplate" not in role and "Description" not in role
    condition = role["AssumeRolePolicyDocument"]["Statement"][0]["Condition"]
    assert condition == {"StringEquals": {"aws:SourceAccount": account.id}}
    read = iam.get_role(RoleName=role["RoleName"])["Role"]
    assert read["SourceRoleTemplate"] == {"TemplateArn": ROTATION, "TemplateMinorVersion": 0}
    assert read["MaxSessionDuration"] == 3600
    inline = iam.get_role_policy(
        RoleName=role["RoleName"], PolicyName="SecretRotationPermissionPolicy"
    )["PolicyDocument"]["Statement"]
    assert [statement["Sid"] for statement in inline] == [
        "AllowRotationAccessGeneric",
        "AllowPasswordGenerationAccessAdmin",
    ]
    assert inline[0]["Resource"] == f"arn:aws:secretsmanager:us-east-1:{account.id}:secret:*"
    assert iam.acquire_role(**rotation(account))["Role"]["RoleId"] == role["RoleId"]
    iam.update_role(RoleName=role["RoleName"], Description="Other", MaxSessionDuration=7200)
    assert iam.acquire_role(**rotation(account))["Role"]["RoleId"] == role["RoleId"]


def test_managed_policies_of_a_template_are_attached(account):
    iam = account.iam
    parameters = {
        "TemplateArn": POWER,
        "ReplacementValues": values(AWSServiceName="lambda.amazonaws.com"),
    }
    role = iam.acquire_role(**parameters)["Role"]
    assert role["RoleName"] == "PowerUserRole"
    (attached,) = iam.list_attached_role_policies(RoleName="PowerUserRole")["AttachedPolicies"]
    assert attached["PolicyName"] == "PowerUserAccess"
    assert iam.acquire_role(**parameters)["Role"]["RoleId"] == role["RoleId"]
    iam.detach_role_policy(RoleName="PowerUserRole", PolicyArn=attached["PolicyArn"])
    with error("RoleModified", 409):
        iam.acquire_role(**parameters)


def test_parameters_switch_statements_on(account):
    keys = [f"arn:aws:kms:us-east-1:{account.id}:key/{number}" for number in (1, 2)]
    role = account.iam.acquire_role(
        **rotation(account, CMK_ENABLED="True", kmsKeyArn=keys, RoleName="Own")
    )["Role"]["RoleName"]
    statements = account.iam.get_role_policy(
        RoleName=role, PolicyName="SecretRotationPermissionPolicy"
    )["PolicyDocument"]["Statement"]
    assert statements[-1]["Sid"] == "KMSAccessForCustomerSecret"
    assert statements[-1]["Resource"] == keys


def test_a_changed_role_is_no_longer_managed(account):
    iam = account.iam
    name = iam.acquire_role(**rotation(account))["Role"]["RoleName"]
    iam.tag_role(RoleName=name, Tags=[{"Key": "k", "Value": "v"}])
    text = f"Role {name} has been modified since it was created and is no longer managed."
    with error("RoleModified", 409, text):
        iam.acquire_role(**rotation(account))
    iam.untag_role(RoleName=name, TagKeys=["k"])
    iam.acquire_role(**rotation(account))
    iam.put_role_policy(RoleName=name, PolicyName="More", PolicyDocument=allow_text("s3:*"))
    with error("RoleModified", 409):
        iam.acquire_role(**rotation(account))


def allow_text(action):
    return (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"'
        + action
        + '","Resource":"*"}]}'
    )


def test_names_that_are_taken_are_refused(account):
    iam = account.iam
    iam.acquire_role(**rotation(account, RoleName="Taken"))
    with error("NameConflict", 409, "was created with different parameters"):
        iam.acquire_role(**rotation(account, RoleName="Taken", resourceType="other"))
    with error("NameConflict", 409, "was created with different parameters"):
        iam.acquire_role(**rotation(account, RoleName="TAKEN"))
    trust = iam.get_role(RoleName="Taken")["Role"]["AssumeRolePolicyDocument"]
    iam.create_role(RoleName="Plain", AssumeRolePolicyDocument=str(trust).replace("'", '"'))
    with error("NameConflict", 409, "was not created from this template"):
        iam.acquire_role(**rotation(account, RoleName="Plain"))
    iam.delete_role_policy(RoleName="Taken", PolicyName="SecretRotationPermissionPolicy")
    iam.delete_role(RoleName="Taken")
    iam.acquire_role(**rotation(account, RoleName="Taken", resourceType="other"))


@pytest.mark.parametrize(
    ("more", "code", "text"),
    [
        ({"Unused": "x"}, "InvalidInput", "Failed to render template: Unrecognized parameter: Unused"),
        (
            {"region": ["a", "b"]},
            "ValidationError",
            "region replacement value must contain exactly one value, got 2",
        ),
        (
            {"CMK_ENABLED": "True"},
            "InvalidInput",
            "Failed to render template: Parameter 'kmsKeyArn' not found.",
        ),
        ({"RoleName": "a b"}, "ValidationError", ""),
    ],
)
def test_values_that_do_not_fit_are_refused(account, more, code, text):
    with error(code, 400, text):
        account.iam.acquire_role(**rotation(account, **more))


def test_missing_values_and_templates_are_refused(account):
    iam = account.iam
    with error("InvalidInput", 400, "Parameter 'AWSServiceName' not found."):
        iam.acquire_role(TemplateArn=POWER)
    for parameters in ({"TemplateArn": POWER, "TemplateMinorVersion": 7}, {"TemplateArn": PREFIX}):
        with missing("Role template not found in repository: "):
            iam.acquire_role(**parameters)


def test_every_step_needs_its_permission(account):
    arn = account.arn("role/service-role/AWSSecretsManagerSecretRotationRole")
    condition = {"Condition": {"StringEquals": {"iam:RoleTemplateARN": ROTATION}}}
    keys = account.user("U", allow("iam:GetRoleTemplateVersion"), allow("iam:AcquireRole"))
    iam = account.client("iam", keys)
    with denied("iam:CreateRole"):
        iam.acquire_role(**rotation(account))
    steps = ["iam:CreateRole", "iam:PutRolePolicy"]
    account.allow("U", allow("iam:GetRoleTemplateVersion"), allow(steps, arn, **condition))
    iam.acquire_role(**rotation(account))
    with denied("iam:GetRole"):
        iam.acquire_role(**rotation(account))
    account.allow(
        "U", allow("iam:GetRoleTemplateVersion"), allow("iam:GetRole", arn, **condition)
    )
    iam.acquire_role(**rotation(account))
    with denied("iam:GetRole"):
        iam.get_role(RoleName="AWSSecretsManagerSecretRotationRole")
