"""Tags on everything of IAM that carries them, with boto3."""

import pytest
from authorization_table import POLICY, TRUST, UPLOAD
from certificates import Certificate, metadata
from expect import error, missing


class Tagged:
    """A kind of entity, with calls that name the one that was made."""

    def __init__(self, account, kind):
        iam = account.iam
        self.iam, self.kind = iam, kind
        self.parameters = {"".join(word.capitalize() for word in kind.split("_")) + "Name": "Ann"}
        more = {
            "role": {"AssumeRolePolicyDocument": TRUST},
            "policy": {"PolicyDocument": POLICY},
        }.get(kind, {})
        if kind == "open_id_connect_provider":
            iam.create_open_id_connect_provider(Url="https://ann.example.com")
            arn = account.arn("oidc-provider/ann.example.com")
            self.parameters = {"OpenIDConnectProviderArn": arn}
        elif kind == "saml_provider":
            iam.create_saml_provider(
                Name="Ann", SAMLMetadataDocument=metadata(Certificate("idp"))
            )
            self.parameters = {"SAMLProviderArn": account.arn("saml-provider/Ann")}
        elif kind == "server_certificate":
            iam.upload_server_certificate(**self.parameters, **UPLOAD)
        else:
            getattr(iam, f"create_{kind}")(**self.parameters, **more)
        if kind == "policy":
            self.parameters = {"PolicyArn": account.arn("policy/Ann")}

    def tag(self, **tags):
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        return getattr(self.iam, f"tag_{self.kind}")(**self.parameters, Tags=pairs)

    def untag(self, *keys):
        return getattr(self.iam, f"untag_{self.kind}")(**self.parameters, TagKeys=list(keys))

    def tags(self, **more):
        return getattr(self.iam, f"list_{self.kind}_tags")(**self.parameters, **more)

    def pairs(self):
        return {tag["Key"]: tag["Value"] for tag in self.tags()["Tags"]}


@pytest.fixture(
    params=[
        "user",
        "role",
        "policy",
        "instance_profile",
        "open_id_connect_provider",
        "saml_provider",
        "server_certificate",
    ]
)
def tagged(account, request):
    return Tagged(account, request.param)


def test_tags_live(tagged):
    assert tagged.pairs() == {}
    tagged.tag(team="blue", cost="1")
    tagged.tag(team="red", empty="")
    assert tagged.pairs() == {"team": "red", "cost": "1", "empty": ""}
    tagged.untag("cost", "never-there")
    assert tagged.pairs() == {"team": "red", "empty": ""}


def test_keys_are_one_without_regard_to_case(tagged):
    tagged.tag(Team="blue")
    tagged.tag(team="red")
    assert list(tagged.pairs().values()) == ["red"]
    with error("InvalidInput", 400, "Duplicate tag keys found"):
        tagged.tag(a="1", A="2")


def test_at_most_fifty_tags(tagged):
    tagged.tag(**{f"k{index}": "v" for index in range(50)})
    with error("LimitExceeded", 409):
        tagged.tag(more="v")
    assert len(tagged.pairs()) == 50


def test_tags_are_paged(tagged):
    tagged.tag(a="1", b="2", c="3")
    first = tagged.tags(MaxItems=2)
    assert first["IsTruncated"] and len(first["Tags"]) == 2
    second = tagged.tags(Marker=first["Marker"])
    assert not second["IsTruncated"]
    assert sorted(tag["Key"] for tag in first["Tags"] + second["Tags"]) == ["a", "b", "c"]


def test_reserved_and_malformed_keys_are_refused(tagged):
    for key in ("aws:mine", "AWS:mine"):
        reserved = "Tag keys beginning with aws: are reserved for system use."
        with error("InvalidInput", 400, reserved):
            tagged.tag(**{key: "v"})
    with error("ValidationError", 400, "Value at 'tags.1.member.key' failed to satisfy"):
        tagged.tag(**{"bad#key": "v"})
    assert tagged.pairs() == {}


def test_what_is_not_there_has_no_tags(account):
    with missing("The user with name Nobody cannot be found."):
        account.iam.list_user_tags(UserName="Nobody")
    with missing():
        account.iam.tag_role(RoleName="Nobody", Tags=[{"Key": "a", "Value": "b"}])
