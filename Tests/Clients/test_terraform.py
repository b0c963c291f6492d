"""Terraform applies, sees no difference, and destroys; where Terraform and its provider are."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
from certificates import Certificate, metadata, pem
from credentials import SSH_KEY
from server import clean_environment, trust

CONFIGURATION = pathlib.Path(__file__).parent / "terraform"


def mirror(folder):
    """A configuration of Terraform that takes providers from a folder, where one is named."""
    path = os.environ.get("ROLECALL_TERRAFORM_PROVIDERS")
    if not path:
        return {}
    file = folder / "terraform.rc"
    file.write_text(f'provider_installation {{ filesystem_mirror {{ path = "{path}" }} }}\n')
    return {"TF_CLI_CONFIG_FILE": file}


def runner(account, configuration, folder, variables=None):
    """Runs Terraform on a copy of a configuration; skips where it or its provider is not."""
    if shutil.which("terraform") is None:
        pytest.skip("Terraform is not on this machine")
    shutil.copytree(configuration, folder, dirs_exist_ok=True)
    environment = clean_environment(
        TF_VAR_endpoint=account.server.endpoint,
        TF_IN_AUTOMATION="1",
        AWS_EC2_METADATA_DISABLED="true",
        HOME=pathlib.Path.home(),
        **mirror(folder),
        **account.keys.environment(),
        **(variables or {}),
    )

    def terraform(command, *arguments, **more):
        return subprocess.run(
            ["terraform", command, *arguments]
            if command in ("state", "providers")
            else ["terraform", command, "-no-color", *arguments],
            env=environment | more,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=600,
        )

    if terraform("init", "-input=false").returncode != 0:
        pytest.skip("Terraform's AWS provider is not on this machine")
    return terraform


def test_terraform_applies_and_destroys(account, tmp_path):
    terraform = runner(account, CONFIGURATION, tmp_path)
    applied = terraform("apply", "-auto-approve")
    assert applied.returncode == 0, applied.stderr
    assert json.loads(terraform("output", "-json").stdout)["account"]["value"] == account.id
    planned = terraform("plan", "-detailed-exitcode")
    assert planned.returncode == 0, planned.stdout
    destroyed = terraform("destroy", "-auto-approve")
    assert destroyed.returncode == 0, destroyed.stderr
    assert account.iam.list_roles()["Roles"] == []


IAM = pathlib.Path(__file__).parent / "terraform-iam"
CHANGED = {"TF_VAR_team": "red"}


def inputs():
    """What the configuration is given; the certificate ends with a newline, as files do."""
    site = Certificate("site")
    assert site.pem.endswith("\n")
    return {
        "TF_VAR_certificate": site.pem,
        "TF_VAR_private_key": pem(site.key),
        "TF_VAR_metadata": metadata(Certificate("idp")),
        "TF_VAR_ssh_key": SSH_KEY,
    }


@pytest.mark.timeout(900)
def test_terraform_knows_no_iam_resource_that_is_not_tried(account, tmp_path):
    terraform = runner(account, IAM, tmp_path, inputs())
    schema = json.loads(terraform("providers", "schema", "-json").stdout)
    (provider,) = schema["provider_schemas"].values()
    text = (IAM / "main.tf").read_text()
    for word, kind in ("resource", "resource_schemas"), ("data", "data_source_schemas"):
        known = [name for name in provider[kind] if name.startswith("aws_iam_")]
        assert len(known) > 15
        assert [name for name in known if f'\n{word} "{name}" ' not in text] == []
    others = ("ephemeral_resource_schemas", "list_resource_schemas", "action_schemas")
    assert [n for kind in others for n in provider.get(kind, {}) if n.startswith("aws_iam_")] == []


def test_terraform_is_told_that_there_is_no_organization(account, tmp_path):
    terraform = runner(account, IAM, tmp_path, inputs())
    only = ("-auto-approve", "-target=aws_iam_organizations_features.this")
    applied = terraform("apply", *only, TF_VAR_is_in_organization="true")
    assert applied.returncode == 1
    assert "OrganizationNotFoundException" in applied.stderr, applied.stderr


@pytest.mark.timeout(900)
def test_terraform_makes_changes_and_imports_every_iam_resource(account, tmp_path):
    terraform = runner(account, IAM, tmp_path, inputs())
    account.iam.create_role(RoleName="before", AssumeRolePolicyDocument=trust(account.arn("root")))

    applied = terraform("apply", "-auto-approve")
    assert applied.returncode == 0, applied.stderr
    outputs = json.loads(terraform("output", "-json").stdout)
    assert outputs["account"]["value"] == account.id
    assert outputs["allowed"]["value"] is True
    assert outputs["read"]["value"] == {
        "alias": "rolecall-blue",
        "roles": ["worker"],
        "users": ["ann"],
        "ssh_key": "Active",
        "profiles": ["machine"],
        "keys": 1,
    }
    unchanged(terraform)

    changed = terraform("apply", "-auto-approve", **CHANGED)
    assert changed.returncode == 0, changed.stderr
    unchanged(terraform, **CHANGED)

    imports = identifiers(account)
    forgotten = terraform("state", "rm", *imports)
    assert forgotten.returncode == 0, forgotten.stderr
    blocks = (f'import {{\n  to = {to}\n  id = "{name}"\n}}\n' for to, name in imports.items())
    (tmp_path / "imports.tf").write_text("".join(blocks))
    imported = terraform("apply", "-auto-approve", **CHANGED)
    assert imported.returncode == 0, imported.stderr
    assert f"{len(imports)} imported, 0 added" in imported.stdout, imported.stdout
    assert "0 destroyed" in imported.stdout, imported.stdout
    unchanged(terraform, **CHANGED)

    destroyed = terraform("destroy", "-auto-approve", **CHANGED)
    assert destroyed.returncode == 0, destroyed.stderr
    left = account.iam.get_account_authorization_details()
    assert [role["RoleName"] for role in left["RoleDetailList"]] == ["before"]
    assert left["UserDetailList"] == left["GroupDetailList"] == left["Policies"] == []
    summary = account.iam.get_account_summary()["SummaryMap"]
    assert summary["Providers"] == summary["ServerCertificates"] == summary["MFADevices"] == 0


def identifiers(account):
    """By what the resources are imported that tell all of themselves, by their addresses."""
    iam = account.iam
    ssh = iam.list_ssh_public_keys(UserName="ann")["SSHPublicKeys"][0]["SSHPublicKeyId"]
    signing = iam.list_signing_certificates(UserName="ann")["Certificates"][0]["CertificateId"]
    shared, loose = account.arn("policy/work/shared"), account.arn("policy/loose")
    linked = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_rolecall"
    names = {
        "account_alias.this": "rolecall-red",
        "account_password_policy.this": "iam-account-password-policy",
        "user.ann": "ann",
        "user_policy.ann": "ann:own",
        "user_policy_attachment.ann": "ann/arn:aws:iam::aws:policy/ReadOnlyAccess",
        "user_policies_exclusive.ann": "ann",
        "user_policy_attachments_exclusive.ann": "ann",
        "user_ssh_key.ann": f"ann:{ssh}:SSH",
        "user_group_membership.ann": "ann/guests",
        "signing_certificate.ann": f"{signing}:ann",
        "group.staff": "staff",
        "group_policy.staff": "staff:own",
        "group_policy_attachment.staff": f"staff/{shared}",
        "group_policies_exclusive.staff": "staff",
        "group_policy_attachments_exclusive.staff": "staff",
        "policy.shared": shared,
        "policy.loose": loose,
        "role.worker": "worker",
        "role_policy.worker": "worker:own",
        "role_policy_attachment.worker": (
            "worker/arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"
        ),
        "role_policies_exclusive.worker": "worker",
        "role_policy_attachments_exclusive.worker": "worker",
        "instance_profile.machine": "machine",
        "service_linked_role.scaling": account.arn(f"role/{linked}"),
        "openid_connect_provider.ci": account.arn("oidc-provider/ci.example.com"),
        "saml_provider.corp": account.arn("saml-provider/corp"),
        "virtual_mfa_device.spare": account.arn("mfa/spare"),
    }
    return {f"aws_iam_{address}": name for address, name in names.items()}


def unchanged(terraform, **more):
    planned = terraform("plan", "-detailed-exitcode", **more)
    assert planned.returncode == 0, planned.stdout + planned.stderr
