"""OpenID Connect providers, with boto3."""

import pytest
from authorization_table import TRUST
from expect import denied, error, missing
from server import allow, document

ONE, TWO = "1" * 40, "aB" * 20


def create(iam, url="https://idp.example.com", **more):
    return iam.create_open_id_connect_provider(Url=url, **more)["OpenIDConnectProviderArn"]


def get(iam, arn):
    return iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)


def test_a_provider_lives(account, iam):
    made = iam.create_open_id_connect_provider(
        Url="https://idp.example.com/realms/Main",
        ClientIDList=["web", "cli"],
        ThumbprintList=[ONE],
        Tags=[{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}],
    )
    arn = account.arn("oidc-provider/idp.example.com/realms/Main")
    assert made["OpenIDConnectProviderArn"] == arn
    assert [tag["Key"] for tag in made["Tags"]] == ["a", "b"]

    read = get(iam, arn)
    assert read["Url"] == "idp.example.com/realms/Main"
    assert read["ClientIDList"] == ["web", "cli"] and read["ThumbprintList"] == [ONE]
    assert [tag["Value"] for tag in read["Tags"]] == ["1", "2"] and read["CreateDate"]

    listed = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    assert listed == [{"Arn": arn}]
    assert iam.get_account_summary()["SummaryMap"]["Providers"] == 1

    iam.update_open_id_connect_provider_thumbprint(
        OpenIDConnectProviderArn=arn, ThumbprintList=[TWO, ONE]
    )
    assert get(iam, arn)["ThumbprintList"] == [TWO, ONE]

    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    with missing(f"OpenIDConnect Provider not found for arn {arn}"):
        get(iam, arn)
    with missing(f"OpenId connect Provider {arn} cannot be found."):
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert iam.get_account_summary()["SummaryMap"]["Providers"] == 0


def test_a_bare_provider_tells_empty_lists(iam):
    made = iam.create_open_id_connect_provider(Url="https://idp.example.com")
    assert "Tags" not in made
    read = get(iam, made["OpenIDConnectProviderArn"])
    assert read["ClientIDList"] == read["ThumbprintList"] == read["Tags"] == []


def test_client_ids_come_and_go_without_harm(iam):
    arn = create(iam, ClientIDList=["a", "a"])
    for client in ("b", "a"):
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID=client)
    assert get(iam, arn)["ClientIDList"] == ["a", "b"]
    for client in ("a", "never-there"):
        iam.remove_client_id_from_open_id_connect_provider(
            OpenIDConnectProviderArn=arn, ClientID=client
        )
    assert get(iam, arn)["ClientIDList"] == ["b"]


@pytest.mark.parametrize(
    "url",
    [
        "idp.example.com",
        "http://idp.example.com",
        "HTTPS://idp.example.com",
        "https://",
        "https:///path",
        "https://idp.example.com/?a=b",
        "https://idp.example.com/#a",
        "https://user@idp.example.com",
        "https://idp.example.com:port",
        "https://idp.example.com:0",
        "https://idp.example.com/a b",
        "https://[::1",
        "https://idp.exämple.com",
    ],
)
def test_a_url_has_a_form(iam, url):
    with error("ValidationError", 400, "Invalid Open ID Connect Provider URL"):
        create(iam, url)
    assert iam.list_open_id_connect_providers()["OpenIDConnectProviderList"] == []


@pytest.mark.parametrize(
    "url", ["https://localhost:8443/x", "https://[::1]:8443", "https://a.auth0.com/"]
)
def test_ports_and_slashes_are_kept(account, iam, url):
    arn = create(iam, url)
    assert arn == account.arn("oidc-provider/" + url.removeprefix("https://"))
    assert get(iam, arn)["Url"] == url.removeprefix("https://")


def test_a_url_has_one_provider(account, other, iam):
    create(iam)
    with error("EntityAlreadyExists", 409, "Provider with url https://idp.example.com already exis"):
        create(iam)
    create(iam, "https://idp.example.com/")
    create(other.iam)


def test_lists_have_limits(account, iam):
    with error("InvalidInput", 400, "Thumbprint list must contain fewer than 5 entries."):
        create(iam, ThumbprintList=[str(digit) * 40 for digit in range(6)])
    with error("InvalidInput", 400):
        create(iam, ThumbprintList=["z" * 40])
    text = "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"
    with error("LimitExceeded", 409, text):
        create(iam, ClientIDList=[f"c{index}" for index in range(101)])
    arn = create(iam, ClientIDList=[f"c{index}" for index in range(100)])
    with error("LimitExceeded", 409, text):
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="one")
    with error("InvalidInput", 400, "Duplicate tag keys found"):
        create(iam, "https://b.example.com", Tags=[{"Key": k, "Value": ""} for k in ("a", "A")])
    iam = account.client("iam", validate=False)
    with error("ValidationError", 400, "thumbprintList"):
        create(iam, ThumbprintList=["1" * 41])
    with error("ValidationError", 400, "clientIDList"):
        create(iam, ClientIDList=["c" * 256])
    with error("ValidationError", 400, "url"):
        create(iam, "https://" + "a" * 250)


def test_an_account_has_at_most_a_hundred(iam):
    for index in range(100):
        create(iam, f"https://i{index}.example.com")
    with error("LimitExceeded", 409, "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100"):
        create(iam)
    assert len(iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]) == 100


@pytest.mark.parametrize("resource", ["oidc-provider/none.example.com", "saml-provider/x"])
def test_what_is_not_there_is_missing(account, iam, resource):
    arn = {"OpenIDConnectProviderArn": account.arn(resource)}
    for call in (
        lambda: iam.get_open_id_connect_provider(**arn),
        lambda: iam.delete_open_id_connect_provider(**arn),
        lambda: iam.add_client_id_to_open_id_connect_provider(**arn, ClientID="c"),
        lambda: iam.remove_client_id_from_open_id_connect_provider(**arn, ClientID="c"),
        lambda: iam.update_open_id_connect_provider_thumbprint(**arn, ThumbprintList=[ONE]),
        lambda: iam.list_open_id_connect_provider_tags(**arn),
        lambda: iam.tag_open_id_connect_provider(**arn, Tags=[{"Key": "k", "Value": "v"}]),
        lambda: iam.untag_open_id_connect_provider(**arn, TagKeys=["k"]),
    ):
        with missing(arn["OpenIDConnectProviderArn"]):
            call()


def test_tags_at_creation_need_their_own_permission(account):
    caller = account.user("Caller")
    iam = account.client("iam", caller)
    tags = [{"Key": "team", "Value": "blue"}]
    account.allow("Caller", allow("iam:CreateOpenIDConnectProvider"))
    with denied("iam:TagOpenIDConnectProvider"):
        create(iam, Tags=tags)
    account.allow("Caller", allow(["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"]))
    create(iam, Tags=tags)


def test_permissions_may_depend_on_tags(account):
    arn = create(account.iam, Tags=[{"Key": "team", "Value": "blue"}])
    caller = account.user("Caller")
    iam = account.client("iam", caller)
    for team, may in (("red", False), ("blue", True)):
        condition = {"StringEquals": {"aws:ResourceTag/team": team}}
        account.allow("Caller", allow("iam:GetOpenIDConnectProvider", Condition=condition))
        if may:
            assert get(iam, arn)["Url"] == "idp.example.com"
        else:
            with denied():
                get(iam, arn)


@pytest.mark.parametrize(
    "name, takes",
    [
        ("ARN", True),
        ("accounts.google.com", True),
        ("arn:aws:iam::111122223333:saml-provider/Corp", True),
        ("arn:aws:iam::111122223333:user/Corp", False),
        ("https://idp.example.com", False),
        ("nonsense", False),
        ("*", False),
    ],
)
def test_a_trust_policy_names_providers(account, iam, name, takes):
    if name == "ARN":
        name = create(iam)
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": name},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    if takes:
        iam.create_role(RoleName="R", AssumeRolePolicyDocument=document(statement))
        role = iam.get_role(RoleName="R")["Role"]
        assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Federated"] == name
    else:
        with error(
            "MalformedPolicyDocument",
            400,
            "Federated principals must be valid domain names or SAML metadata ARNs",
        ):
            iam.create_role(RoleName="R", AssumeRolePolicyDocument=document(statement))
        iam.create_role(RoleName="R", AssumeRolePolicyDocument=TRUST)
