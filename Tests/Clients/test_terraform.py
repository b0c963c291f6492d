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
            ["terraform", command, *arguments] if command == "state" else
            ["terraform", command, "-no-color", *arguments],
            env=environment | more,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=180,
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


def test_terraform_makes_changes_and_imports_every_iam_resource(account, tmp_path):
    site = Certificate("site")
    variables = {
        "TF_VAR_certificate": site.pem,
        "TF_VAR_private_key": pem(site.key),
        "TF_VAR_metadata": metadata(Certificate("idp")),
        "TF_VAR_ssh_key": SSH_KEY,
    }
    terraform = runner(account, IAM, tmp_path, variables)
    account.iam.create_role(RoleName="before", AssumeRolePolicyDocument=trust(account.arn("root")))

    applied = terraform("apply", "-auto-approve")
    assert applied.returncode == 0, applied.stderr
    outputs = json.loads(terraform("output", "-json").stdout)
    assert outputs["account"]["value"] == account.id
    assert outputs["allowed"]["value"] is True
    unchanged(terraform)

    changed = terraform("apply", "-auto-approve", **CHANGED)
    assert changed.returncode == 0, changed.stderr
    unchanged(terraform, **CHANGED)

    for address, identifier in (
        ("aws_iam_role.worker", "worker"),
        ("aws_iam_user.ann", "ann"),
        ("aws_iam_policy.shared", account.arn("policy/work/shared")),
        ("aws_iam_openid_connect_provider.ci", account.arn("oidc-provider/ci.example.com")),
        ("aws_iam_saml_provider.corp", account.arn("saml-provider/corp")),
        ("aws_iam_instance_profile.machine", "machine"),
    ):
        assert terraform("state", "rm", address).returncode == 0
        imported = terraform("import", address, identifier, **CHANGED)
        assert imported.returncode == 0, imported.stderr
    again = terraform("apply", "-auto-approve", **CHANGED)
    assert again.returncode == 0, again.stderr
    unchanged(terraform, **CHANGED)

    destroyed = terraform("destroy", "-auto-approve", **CHANGED)
    assert destroyed.returncode == 0, destroyed.stderr
    left = account.iam.get_account_authorization_details()
    assert [role["RoleName"] for role in left["RoleDetailList"]] == ["before"]
    assert left["UserDetailList"] == left["GroupDetailList"] == left["Policies"] == []
    summary = account.iam.get_account_summary()["SummaryMap"]
    assert summary["Providers"] == summary["ServerCertificates"] == summary["MFADevices"] == 0


def unchanged(terraform, **more):
    planned = terraform("plan", "-detailed-exitcode", **more)
    assert planned.returncode == 0, planned.stdout + planned.stderr
