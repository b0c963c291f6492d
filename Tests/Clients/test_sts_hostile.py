"""STS against callers who try what they should not, with boto3."""

import json
import threading
import time

import botocore.exceptions
import pytest
from credentials import Device
from expect import denied, error
from server import Keys, Server, allow, deny, document, trust

DURATION = "1 validation error detected: Value"


@pytest.fixture
def ann(account):
    return account.user("Ann", allow("*"))


def role(account, name="Worker", **more):
    account.iam.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=trust(
            account.arn("root"),
            action=["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
            **more,
        ),
    )
    account.iam.put_role_policy(
        RoleName=name, PolicyName="all", PolicyDocument=document(allow("*"))
    )
    return account.arn(f"role/{name}")


def assume(account, keys, arn, name="work", **more):
    sts = account.client("sts", keys, validate=False)
    return sts.assume_role(RoleArn=arn, RoleSessionName=name, **more)


def session(account, keys, arn, **more):
    return Keys.of(assume(account, keys, arn, **more)["Credentials"])


# Durations


@pytest.mark.parametrize(
    "operation, least, most, more",
    [
        ("get_session_token", 900, 129600, {}),
        ("get_federation_token", 900, 129600, {"Name": "Bob"}),
    ],
)
def test_durations_of_users(account, ann, operation, least, most, more):
    sts = account.client("sts", ann, validate=False)
    call = lambda seconds: getattr(sts, operation)(DurationSeconds=seconds, **more)
    for seconds in (least, most):
        left = call(seconds)["Credentials"]["Expiration"].timestamp() - time.time()
        assert seconds - 30 < left <= seconds
    for seconds in (least - 1, most + 1, 0, -1, -900):
        with error("ValidationError", 400, DURATION):
            call(seconds)
    root = account.client("sts", validate=False)
    left = getattr(root, operation)(DurationSeconds=most, **more)["Credentials"]["Expiration"]
    assert 3570 < left.timestamp() - time.time() <= 3600


def test_a_chain_has_an_hour_wherever_it_began(account, ann):
    arn = role(account)
    account.iam.update_role(RoleName="Worker", MaxSessionDuration=43200)
    assert assume(account, ann, arn, DurationSeconds=43200)
    first = session(account, ann, arn, DurationSeconds=43200)
    for keys in (first, session(account, first, arn)):
        assert assume(account, keys, arn, DurationSeconds=3600)
        for seconds in (3601, 43200):
            with error("ValidationError", 400, "exceeds the 1 hour session limit for roles"):
                assume(account, keys, arn, DurationSeconds=seconds)


# MFA


def safe(account):
    """A role for who has shown a code."""
    return role(account, "Safe", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})


def test_a_code_counts_for_the_call_that_brings_it(account, ann):
    """Also where the caller's own keys are of a session that was begun without one."""
    device = Device(account.iam, "phone")
    device.enable("Ann", first=-2)
    arn = safe(account)
    plain = Keys.of(account.client("sts", ann).get_session_token()["Credentials"])
    for keys in (ann, plain):
        with denied():
            assume(account, keys, arn)
    answer = assume(account, plain, arn, SerialNumber=device.serial, TokenCode=device.code(0))
    inner = Keys.of(answer["Credentials"])
    # A session of a role never counts as one with MFA.
    with denied():
        assume(account, inner, arn)
    with error("AccessDenied", 403, "MultiFactorAuthentication failed"):
        assume(account, ann, arn, SerialNumber=device.serial, TokenCode=device.code(0))
    answer = account.client("sts", ann).get_session_token(
        SerialNumber=device.serial, TokenCode=device.code(1)
    )
    assert assume(account, Keys.of(answer["Credentials"]), arn)


def test_codes_are_refused_that_are_not_the_callers(account, ann):
    bob = account.user("Bob", allow("*"))
    device = Device(account.iam, "phone")
    device.enable("Ann", first=-2)
    arn = safe(account)
    inner = session(account, ann, role(account))
    for keys in (bob, account.keys, inner):
        with denied():
            assume(account, keys, arn, SerialNumber=device.serial, TokenCode=device.code(0))
    serials = (
        device.serial.upper(), device.serial + "x", device.serial.replace("phone", "Phone"),
        device.serial.replace(account.id, "444455556666"), "GAHT12345678",
    )  # fmt: skip
    for serial in serials:
        with denied("MultiFactorAuthentication failed"):
            assume(account, ann, arn, SerialNumber=serial, TokenCode=device.code(0))
    with denied("must provide both MFA serial number and one time pass code"):
        assume(account, ann, arn, TokenCode=device.code(0))
    with denied("must provide both MFA serial number and one time pass code"):
        assume(account, ann, arn, SerialNumber=device.serial)
    for code in (device.code(-10), device.code(10)):
        with denied("invalid MFA one time pass code"):
            assume(account, ann, arn, SerialNumber=device.serial, TokenCode=code)
    # All that left the code unused.
    assert assume(account, ann, arn, SerialNumber=device.serial, TokenCode=device.code(0))


def test_a_code_works_once_however_many_ask_at_once(account, ann):
    device = Device(account.iam, "phone")
    device.enable("Ann", first=-2)
    arn = safe(account)
    results = []

    def ask():
        try:
            assume(account, ann, arn, SerialNumber=device.serial, TokenCode=device.code(0))
            results.append(True)
        except botocore.exceptions.ClientError:
            results.append(False)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 7 + [True]


# Session policies


def test_managed_session_policies_are_of_the_roles_account(account, other, ann):
    arn = role(account)
    policy = document(allow("*"))
    own = account.iam.create_policy(PolicyName="Own", PolicyDocument=policy)["Policy"]["Arn"]
    theirs = other.iam.create_policy(PolicyName="Own", PolicyDocument=policy)["Policy"]["Arn"]
    assert assume(account, ann, arn, PolicyArns=[{"arn": own}])
    for wrong in (theirs, own + "x", own.replace("Own", "own"), arn, account.arn("user/Ann"),
                  "arn:aws:iam::aws:policy/Nothing"):  # fmt: skip
        with error("MalformedPolicyDocument", 400):
            assume(account, ann, arn, PolicyArns=[{"arn": wrong}])
    # One that is made anew under the name of one that is gone restricts as it says now.
    keys = session(account, ann, arn, PolicyArns=[{"arn": own}])
    assert account.client("iam", keys).list_users()
    account.iam.delete_policy(PolicyArn=own)
    with denied():
        account.client("iam", keys).list_users()
    account.iam.create_policy(PolicyName="Own", PolicyDocument=document(deny("iam:*")))
    with denied():
        account.client("iam", keys).list_users()


def test_an_inline_policy_and_ten_by_name(account, ann):
    """A request must be allowed by the role and by one of all session policies."""
    arn = role(account)
    names = [
        account.iam.create_policy(
            PolicyName=f"P{number}", PolicyDocument=document(allow(f"iam:List{what}"))
        )["Policy"]["Arn"]
        for number, what in enumerate(
            ["Users", "Roles", "Groups", "Policies", "InstanceProfiles", "SAMLProviders",
             "AccountAliases", "ServerCertificates", "VirtualMFADevices", "AccessKeys"]
        )
    ]  # fmt: skip
    answer = assume(
        account, ann, arn,
        Policy=document(allow("iam:ListOpenIDConnectProviders"), deny("iam:ListGroups")),
        PolicyArns=[{"arn": name} for name in names],
    )  # fmt: skip
    iam = account.client("iam", Keys.of(answer["Credentials"]))
    assert iam.list_users() and iam.list_account_aliases() and iam.list_open_id_connect_providers()
    with denied("explicit deny in a session policy"):
        iam.list_groups()
    with denied("no session policy allows"):
        iam.get_account_summary()


# Federated users and sessions of users


def test_who_may_not_ask_for_sessions(account, ann):
    arn = role(account)
    of_role = session(account, ann, arn)
    of_user = Keys.of(account.client("sts", ann).get_session_token()["Credentials"])
    of_root = Keys.of(account.client("sts").get_session_token()["Credentials"])
    federated = Keys.of(
        account.client("sts", ann).get_federation_token(Name="Bob", Policy=document(allow("*")))[
            "Credentials"
        ]
    )
    for keys in (of_role, of_user, of_root, federated):
        sts = account.client("sts", keys)
        with denied():
            sts.get_session_token()
        with denied():
            sts.get_federation_token(Name="Bob")
        assert sts.get_caller_identity()
    for keys in (of_root, federated, account.keys):
        with denied():
            assume(account, keys, arn)
    assert assume(account, of_user, arn)


# Messages of denials


def test_messages_that_were_edited_or_are_not_ones_own(account, other, ann):
    def message():
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            account.client("iam", account.user(f"U{time.time_ns()}")).list_users()
        headers = caught.value.response["ResponseMetadata"]["HTTPHeaders"]
        return headers["x-rolecall-authorization-message"]

    first, second = message(), message()
    sts = account.client("sts", ann, validate=False)
    assert json.loads(sts.decode_authorization_message(EncodedMessage=first)["DecodedMessage"])
    half = len(first) // 2
    wrong = [first[:-1], first + "A", first + " ", first[1:], first[:half] + second[half:],
             first.swapcase(), first + second, "A", "A" * 10240, first[:half] + "é" + first[half:]]  # fmt: skip
    wrong += [first[:place] + ("A" if first[place] != "A" else "B") + first[place + 1 :]
              for place in range(0, len(first) - 1, 37)]  # fmt: skip
    for text in wrong:
        with error("InvalidAuthorizationMessageException", 400):
            sts.decode_authorization_message(EncodedMessage=text)
    for text in ("", "A" * 10241):
        with error("ValidationError", 400):
            sts.decode_authorization_message(EncodedMessage=text)
    with error("InvalidAuthorizationMessageException", 400):
        other.client("sts").decode_authorization_message(EncodedMessage=first)
    with denied("sts:DecodeAuthorizationMessage"):
        account.client("sts", account.user("Nobody")).decode_authorization_message(
            EncodedMessage=first
        )


# Keys


def test_keys_rotate_under_load(tmp_path):
    """Sessions are begun and used while the keys that seal them change."""
    server = Server(tmp_path)
    try:
        account = server.account("111122223333")
        ann = account.user("Ann", allow("*"))
        arn = role(account)
        kept = session(account, ann, arn)
        failures, done, stop = [], [], threading.Event()

        def work():
            while not stop.is_set():
                try:
                    keys = session(account, ann, arn)
                    account.client("iam", keys).list_users()
                    account.client("sts", kept).get_caller_identity()
                    done.append(1)
                except Exception as failure:  # noqa: BLE001
                    failures.append(failure)
                    return

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(10):
            server.rolecall("keys", "rotate")
        stop.set()
        for thread in threads:
            thread.join()
        assert failures == [] and done
        assert account.client("iam", kept).list_users()
    finally:
        server.stop()


# Providers


def test_an_account_that_is_made_anew_trusts_no_old_provider(server, tmp_path):
    """Nor does one that was deleted; what is remembered of it goes with it."""
    first = server.account("222233334444")
    url = "https://idp.example.com/pool"
    first.iam.create_open_id_connect_provider(Url=url, ClientIDList=["app"])
    from issuers import SigningKey  # noqa: PLC0415
    from test_web_identity import unsigned  # noqa: PLC0415

    now = int(time.time())
    claims = {"iss": url, "aud": "app", "sub": "me", "iat": now, "exp": now + 300}
    token = SigningKey("key").token(claims)
    sts = unsigned(server.endpoint)

    def ask():
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            sts.assume_role_with_web_identity(
                RoleArn=first.arn("role/Any"), RoleSessionName="me", WebIdentityToken=token
            )
        return caught.value.response["Error"]["Message"]

    none = "No OpenIDConnect provider found in your account for"
    provider = first.arn("oidc-provider/idp.example.com/pool")
    assert none not in ask()
    first.iam.remove_client_id_from_open_id_connect_provider(
        OpenIDConnectProviderArn=provider, ClientID="app"
    )
    assert ask() == "Incorrect token audience"
    first.iam.add_client_id_to_open_id_connect_provider(
        OpenIDConnectProviderArn=provider, ClientID="app"
    )
    assert ask() != "Incorrect token audience"
    first.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    assert none in ask()
    first.iam.create_open_id_connect_provider(Url=url, ClientIDList=["other"])
    assert ask() == "Incorrect token audience"
    first = server.account("222233334444")
    assert none in ask()
