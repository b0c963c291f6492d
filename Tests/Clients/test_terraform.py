"""Terraform applies, sees no difference, and destroys; where Terraform and its provider are."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
from server import clean_environment

CONFIGURATION = pathlib.Path(__file__).parent / "terraform"


def mirror(folder):
    """A configuration of Terraform that takes providers from a folder, where one is named."""
    path = os.environ.get("ROLECALL_TERRAFORM_PROVIDERS")
    if not path:
        return {}
    file = folder / "terraform.rc"
    file.write_text(f'provider_installation {{ filesystem_mirror {{ path = "{path}" }} }}\n')
    return {"TF_CLI_CONFIG_FILE": file}


def test_terraform_applies_and_destroys(account, tmp_path):
    if shutil.which("terraform") is None:
        pytest.skip("Terraform is not on this machine")
    shutil.copytree(CONFIGURATION, tmp_path, dirs_exist_ok=True)
    environment = clean_environment(
        TF_VAR_endpoint=account.server.endpoint,
        TF_IN_AUTOMATION="1",
        AWS_EC2_METADATA_DISABLED="true",
        HOME=pathlib.Path.home(),
        **mirror(tmp_path),
        **account.keys.environment(),
    )

    def terraform(*arguments):
        return subprocess.run(
            ["terraform", *arguments, "-no-color"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=180,
        )

    begun = terraform("init", "-input=false")
    if begun.returncode != 0:
        pytest.skip("Terraform's AWS provider is not on this machine")
    applied = terraform("apply", "-auto-approve")
    assert applied.returncode == 0, applied.stderr
    assert json.loads(terraform("output", "-json").stdout)["account"]["value"] == account.id
    planned = terraform("plan", "-detailed-exitcode")
    assert planned.returncode == 0, planned.stdout
    destroyed = terraform("destroy", "-auto-approve")
    assert destroyed.returncode == 0, destroyed.stderr
    assert account.iam.list_roles()["Roles"] == []
