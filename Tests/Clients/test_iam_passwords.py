"""Login profiles and ChangePassword."""

import datetime

import pytest
from credentials import PASSWORD
from expect import denied, error, missing
from server import allow, deny

VIOLATION = "Password does not conform to the account password policy."


def violation():
    return error("PasswordPolicyViolation", 400, VIOLATION)


def test_a_login_profile_lives(account, iam):
    iam.create_user(UserName="Ann")
    with missing("Login Profile for User Ann cannot be found."):
        iam.get_login_profile(UserName="Ann")
    made = iam.create_login_profile(UserName="Ann", Password=PASSWORD, PasswordResetRequired=True)
    profile = made["LoginProfile"]
    assert profile["UserName"] == "Ann" and profile["PasswordResetRequired"] is True
    age = datetime.datetime.now(datetime.timezone.utc) - profile["CreateDate"]
    assert abs(age.total_seconds()) < 60
    assert iam.get_login_profile(UserName="Ann")["LoginProfile"] == profile
    with error("EntityAlreadyExists", 409, "Login Profile for User Ann already exists."):
        iam.create_login_profile(UserName="Ann", Password=PASSWORD)

    iam.update_login_profile(UserName="Ann", PasswordResetRequired=False)
    assert iam.get_login_profile(UserName="Ann")["LoginProfile"]["PasswordResetRequired"] is False
    iam.update_login_profile(UserName="Ann", Password=f"{PASSWORD}x")
    assert iam.get_login_profile(UserName="Ann")["LoginProfile"]["PasswordResetRequired"] is False

    iam.update_user(UserName="Ann", NewUserName="Anna")
    assert iam.get_login_profile(UserName="Anna")["LoginProfile"]["UserName"] == "Anna"
    with error("DeleteConflict", 409, "Cannot delete entity, must delete login profile first."):
        iam.delete_user(UserName="Anna")
    iam.delete_login_profile(UserName="Anna")
    with missing("Login Profile for User Anna cannot be found."):
        iam.delete_login_profile(UserName="Anna")
    with missing("Login Profile for User Anna cannot be found."):
        iam.update_login_profile(UserName="Anna", Password=PASSWORD)
    iam.delete_user(UserName="Anna")
    with missing("The user with name Anna cannot be found."):
        iam.create_login_profile(UserName="Anna", Password=PASSWORD)


def test_a_new_user_of_the_same_name_has_no_password(iam):
    iam.create_user(UserName="Ann")
    iam.create_login_profile(UserName="Ann", Password=PASSWORD)
    iam.delete_login_profile(UserName="Ann")
    iam.delete_user(UserName="Ann")
    iam.create_user(UserName="Ann")
    with missing():
        iam.get_login_profile(UserName="Ann")


@pytest.mark.parametrize("password", ["Ab3!xyz", "abcdefgh1", "abcdefgh", "ABCD1234", "a!b!c!d!"])
def test_without_a_policy_the_default_holds(iam, password):
    iam.create_user(UserName="Ann")
    with violation():
        iam.create_login_profile(UserName="Ann", Password=password)
    iam.create_login_profile(UserName="Ann", Password="Abcdefg1")


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ({"MinimumPasswordLength": 10}, "abcdefghi", "abcdefghij"),
        ({"RequireSymbols": True}, "abcdef", "abcde|"),
        ({"RequireNumbers": True}, "abcdef", "abcde0"),
        ({"RequireUppercaseCharacters": True}, "abcdef", "Abcdef"),
        ({"RequireLowercaseCharacters": True}, "ABCDEF", "ABCDEf"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_rule_of_the_policy_holds(iam, rule, bad, good):
    iam.create_user(UserName="Ann")
    iam.update_account_password_policy(**rule)
    with violation():
        iam.create_login_profile(UserName="Ann", Password=bad)
    iam.create_login_profile(UserName="Ann", Password=good)
    with violation():
        iam.update_login_profile(UserName="Ann", Password=bad)


def test_a_user_changes_its_password(account, iam):
    keys = account.user("Ann", allow("iam:ChangePassword", account.arn("user/${aws:username}")))
    ann = account.client("iam", keys)
    with missing("Login Profile for User Ann cannot be found."):
        ann.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-8")
    iam.create_login_profile(UserName="Ann", Password=PASSWORD, PasswordResetRequired=True)
    with denied("The old password was incorrect."):
        ann.change_password(OldPassword="wrong", NewPassword="Correct-horse-8")
    with violation():
        ann.change_password(OldPassword=PASSWORD, NewPassword="short")
    ann.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-8")
    assert iam.get_login_profile(UserName="Ann")["LoginProfile"]["PasswordResetRequired"] is False
    with denied("The old password was incorrect."):
        ann.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-9")


def test_old_passwords_may_not_be_used_again(account, iam):
    ann = account.client("iam", account.user("Ann", allow("iam:ChangePassword")))
    iam.create_login_profile(UserName="Ann", Password="Passw0rd-1")
    iam.update_account_password_policy(PasswordReusePrevention=2)
    with violation():
        ann.change_password(OldPassword="Passw0rd-1", NewPassword="Passw0rd-1")
    ann.change_password(OldPassword="Passw0rd-1", NewPassword="Passw0rd-2")
    with violation():
        ann.change_password(OldPassword="Passw0rd-2", NewPassword="Passw0rd-1")
    ann.change_password(OldPassword="Passw0rd-2", NewPassword="Passw0rd-3")
    ann.change_password(OldPassword="Passw0rd-3", NewPassword="Passw0rd-1")


def test_the_policy_may_let_all_users_change_their_own(account, iam):
    ann = account.client("iam", account.user("Ann"))
    iam.create_login_profile(UserName="Ann", Password=PASSWORD)
    with denied():
        ann.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-8")
    iam.update_account_password_policy(AllowUsersToChangePassword=True)
    ann.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-8")
    account.allow("Ann", deny("iam:ChangePassword"))
    with denied("with an explicit deny"):
        ann.change_password(OldPassword="Correct-horse-8", NewPassword=PASSWORD)


def test_only_users_change_passwords(account):
    with error("InvalidUserType", 400, "Only IAM Users can change their own password."):
        account.iam.change_password(OldPassword=PASSWORD, NewPassword="Correct-horse-8")


def test_a_password_without_a_user_name_is_the_callers(account, iam):
    ann = account.client("iam", account.user("Ann", allow("iam:*")))
    assert ann.create_login_profile(Password=PASSWORD)["LoginProfile"]["UserName"] == "Ann"
    assert ann.get_login_profile()["LoginProfile"]["UserName"] == "Ann"
    ann.delete_login_profile()
    with missing():
        iam.get_login_profile(UserName="Ann")


def test_passwords_reach_neither_answers_nor_the_log(server, account):
    iam = account.client("iam", validate=False)
    iam.create_user(UserName="Ann")
    secret = "Sehr-geheim-42"
    with error("ValidationError", 400) as caught:
        iam.create_login_profile(UserName="Ann", Password=f"{secret}\u0100")
    assert secret not in str(caught.value)
    iam.create_login_profile(UserName="Ann", Password=secret)
    assert secret not in server.log.read_text() + server.output.read_text()
