"""Account aliases and the password policy."""

import pytest
from expect import error, missing
from server import allow, deny


def test_an_account_has_one_alias(account, other):
    iam = account.iam
    assert iam.list_account_aliases()["AccountAliases"] == []
    iam.create_account_alias(AccountAlias="acme")
    iam.create_account_alias(AccountAlias="acme-2")  # takes the place of the first
    listed = iam.list_account_aliases()
    assert listed["AccountAliases"] == ["acme-2"] and listed["IsTruncated"] is False
    with missing():
        iam.delete_account_alias(AccountAlias="acme")
    iam.delete_account_alias(AccountAlias="acme-2")
    assert iam.list_account_aliases()["AccountAliases"] == []
    with missing():
        iam.delete_account_alias(AccountAlias="acme-2")


def test_an_alias_is_unique_among_accounts(server, account, other):
    account.iam.create_account_alias(AccountAlias="acme")
    with error("EntityAlreadyExists", 409, "The account alias acme already exists."):
        other.iam.create_account_alias(AccountAlias="acme")
    with missing():
        other.iam.delete_account_alias(AccountAlias="acme")
    # What an emptied account leaves behind is free again.
    server.account(account.id)
    other.iam.create_account_alias(AccountAlias="acme")
    other.iam.delete_account_alias(AccountAlias="acme")


@pytest.mark.parametrize("alias", ["ab", "Upper", "-a-b", "a--b", "a-b-", "a_b", "a" * 64])
def test_an_alias_out_of_form_is_refused(account, alias):
    with error("ValidationError", 400):
        account.client("iam", validate=False).create_account_alias(AccountAlias=alias)


def test_a_password_policy_lives(account, iam):
    text = f"The Password Policy with domain name {account.id} cannot be found."
    with missing(text):
        iam.get_account_password_policy()
    with missing(text):
        iam.delete_account_password_policy()
    iam.update_account_password_policy()
    assert iam.get_account_password_policy()["PasswordPolicy"] == {
        "MinimumPasswordLength": 6,
        "RequireSymbols": False,
        "RequireNumbers": False,
        "RequireUppercaseCharacters": False,
        "RequireLowercaseCharacters": False,
        "AllowUsersToChangePassword": False,
        "ExpirePasswords": False,
    }
    whole = {
        "MinimumPasswordLength": 14,
        "RequireSymbols": True,
        "RequireNumbers": True,
        "RequireUppercaseCharacters": True,
        "RequireLowercaseCharacters": True,
        "AllowUsersToChangePassword": True,
        "MaxPasswordAge": 90,
        "PasswordReusePrevention": 24,
        "HardExpiry": True,
    }
    iam.update_account_password_policy(**whole)
    assert iam.get_account_password_policy()["PasswordPolicy"] == whole | {"ExpirePasswords": True}
    iam.update_account_password_policy(MinimumPasswordLength=8)  # the rest takes its default
    policy = iam.get_account_password_policy()["PasswordPolicy"]
    assert policy["RequireSymbols"] is False and "MaxPasswordAge" not in policy
    iam.delete_account_password_policy()
    with missing(text):
        iam.get_account_password_policy()


def test_the_ranges_of_a_password_policy_hold(account):
    iam = account.client("iam", validate=False)
    for parameters in (
        {"MinimumPasswordLength": 5},
        {"MinimumPasswordLength": 129},
        {"MaxPasswordAge": 1096},
        {"PasswordReusePrevention": 25},
    ):
        with error("ValidationError", 400):
            iam.update_account_password_policy(**parameters)


def test_a_policy_may_let_all_users_read_it(account, iam):
    ann = account.client("iam", account.user("Ann"))
    iam.update_account_password_policy()
    with error("AccessDenied", 403):
        ann.get_account_password_policy()
    iam.update_account_password_policy(AllowUsersToChangePassword=True)
    assert ann.get_account_password_policy()["PasswordPolicy"]["AllowUsersToChangePassword"]
    account.allow("Ann", deny("iam:GetAccountPasswordPolicy"), allow("iam:List*"))
    with error("AccessDenied", 403, "with an explicit deny"):
        ann.get_account_password_policy()


def test_the_aws_cli_reads_and_writes_the_settings(account):
    account.cli("iam", "create-account-alias", "--account-alias", "acme")
    listed = account.cli("iam", "list-account-aliases", "--output", "text")
    assert "acme" in listed.stdout
    account.cli("iam", "update-account-password-policy", "--minimum-password-length", "10")
    shown = account.cli("iam", "get-account-password-policy", "--output", "text")
    assert "10" in shown.stdout
