"""Every operation of IAM that pages gives the same in pages of one as in one page."""

import time

import botocore.session
import pytest
from authorization_table import POLICY, TRUST
from botocore import xform_name
from certificates import Certificate, metadata, pem, rsa_key
from credentials import GIT, Device
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from expect import error
from server import allow, document

MODEL = botocore.session.get_session().get_service_model("iam")
PAGED = {
    name
    for name in MODEL.operation_names
    for shape in [MODEL.operation_model(name).input_shape]
    if shape is not None and "Marker" in shape.members
}
# Why there is no second page.
SINGLE = {
    "GetOrganizationsAccessReport": "no account is in an organization",
    "ListAccountAliases": "an account has one",
    "ListPoliciesGrantingServiceAccess": "a page is of a hundred services: test_iam_reports has it",
}
TAGS = [{"Key": key, "Value": "v"} for key in "abc"]
ALL = "abc"


def ssh_key():
    public = rsa_key().public_key()
    return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


class Crowd:
    """An account with three of everything that is listed, but where two are all there may be."""

    def __init__(self, server):
        self.account = account = server.account("565656565656")
        server.rolecall("account", "quota", account.id, "CertificatesPerUser", 3)
        server.rolecall("account", "quota", account.id, "AccessKeysPerUser", 3)
        server.rolecall("account", "quota", account.id, "ServiceSpecificCredentialsPerUser", 3)
        self.iam = iam = account.iam
        policies = [
            iam.create_policy(PolicyName=name, PolicyDocument=POLICY, Tags=TAGS)["Policy"]["Arn"]
            for name in ALL
        ]
        for _ in range(2):
            iam.create_policy_version(PolicyArn=policies[0], PolicyDocument=POLICY)
        for name in ALL:
            iam.create_user(UserName=name, Tags=TAGS)
            iam.create_group(GroupName=name)
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, Tags=TAGS)
            iam.create_instance_profile(InstanceProfileName=name, Tags=TAGS)
            iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName="a")
            iam.add_user_to_group(GroupName="a", UserName=name)
            iam.upload_server_certificate(
                ServerCertificateName=name, Tags=TAGS, **certificate(name)
            )
            device = Device(iam, name, Tags=TAGS)
            device.enable("a")
            made = iam.create_delegation_request(
                OwnerAccountId=account.id,
                Description="x",
                Permissions={"PolicyTemplateArn": policies[0]},
                RequestorWorkflowId=f"workflow-{name}",
                NotificationChannel=f"arn:aws:sns:us-east-1:{account.id}:topic",
                SessionDuration=3600,
            )
            iam.associate_delegation_request(DelegationRequestId=made["DelegationRequestId"])
            iam.create_access_key(UserName="a")
            iam.upload_ssh_public_key(UserName="a", SSHPublicKeyBody=ssh_key())
            iam.upload_signing_certificate(UserName="a", CertificateBody=Certificate(name).pem)
            iam.create_service_specific_credential(UserName="a", ServiceName=GIT)
        for name in "bc":
            iam.add_user_to_group(GroupName=name, UserName="a")
        for kind in ("user", "group", "role"):
            holder = {f"{kind.capitalize()}Name": "a"}
            for name, policy in zip(ALL, policies):
                getattr(iam, f"attach_{kind}_policy")(**holder, PolicyArn=policy)
                getattr(iam, f"put_{kind}_policy")(
                    **holder, PolicyName=name, PolicyDocument=document(allow("iam:GetUser"))
                )
        iam.create_open_id_connect_provider(Url="https://a.example.com", Tags=TAGS)
        iam.create_saml_provider(
            Name="a", SAMLMetadataDocument=metadata(Certificate("a")), Tags=TAGS
        )
        job = iam.generate_service_last_accessed_details(Arn=account.arn("group/a"))["JobId"]
        while iam.get_service_last_accessed_details(JobId=job)["JobStatus"] != "COMPLETED":
            time.sleep(0.01)
        self.parameters = parameters(account, job)


def certificate(name):
    made = Certificate(name)
    return {"CertificateBody": made.pem, "PrivateKey": pem(made.key)}


def parameters(account, job):
    """What each operation that pages is asked about."""
    user, group, role = {"UserName": "a"}, {"GroupName": "a"}, {"RoleName": "a"}
    policy = {"PolicyArn": account.arn("policy/a")}
    actions = {"ActionNames": ["s3:GetObject", "s3:PutObject", "iam:GetUser"]}
    calls = {
        "GetAccountAuthorizationDetails": {},
        "GetGroup": group,
        "GetServiceLastAccessedDetails": {"JobId": job},
        "GetServiceLastAccessedDetailsWithEntities": {"JobId": job, "ServiceNamespace": "iam"},
        "ListDelegationRequests": {},
        "ListEntitiesForPolicy": policy,
        "ListGroups": {},
        "ListInstanceProfileTags": {"InstanceProfileName": "a"},
        "ListInstanceProfiles": {},
        "ListInstanceProfilesForRole": role,
        "ListMFADeviceTags": {"SerialNumber": account.arn("mfa/a")},
        "ListOpenIDConnectProviderTags": {
            "OpenIDConnectProviderArn": account.arn("oidc-provider/a.example.com")
        },
        "ListPolicies": {"Scope": "Local"},
        "ListPolicyTags": policy,
        "ListPolicyVersions": policy,
        "ListRoleTags": role,
        "ListRoles": {},
        "ListSAMLProviderTags": {"SAMLProviderArn": account.arn("saml-provider/a")},
        "ListServerCertificateTags": {"ServerCertificateName": "a"},
        "ListServerCertificates": {},
        "ListUsers": {},
        "ListVirtualMFADevices": {},
        "SimulateCustomPolicy": actions | {"PolicyInputList": [POLICY]},
        "SimulatePrincipalPolicy": actions | {"PolicySourceArn": account.arn("user/a")},
    }
    for noun, holder in ("User", user), ("Group", group), ("Role", role):
        calls |= {f"List{noun}Policies": holder, f"ListAttached{noun}Policies": holder}
    for noun in (
        "AccessKeys",
        "GroupsForUser",
        "MFADevices",
        "SSHPublicKeys",
        "ServiceSpecificCredentials",
        "SigningCertificates",
        "UserTags",
    ):
        calls[f"List{noun}"] = user
    return calls


@pytest.fixture(scope="module")
def crowd(server):
    return Crowd(server)


def items(answer):
    """All that the lists of an answer hold, with the lists' names."""
    return [
        (name, item) for name, value in answer.items() if isinstance(value, list) for item in value
    ]


def is_truncated(answer):
    # ListDelegationRequests writes it small.
    return answer.get("IsTruncated", answer.get("isTruncated"))


def test_no_operation_that_pages_is_left_out(crowd):
    assert set(crowd.parameters) | set(SINGLE) == PAGED
    assert not set(crowd.parameters) & set(SINGLE)


@pytest.mark.parametrize("operation", sorted(PAGED - set(SINGLE)))
def test_pages_of_one_hold_what_one_page_holds(crowd, operation):
    call = getattr(crowd.iam, xform_name(operation))
    parameters = crowd.parameters[operation]
    whole = call(**parameters, MaxItems=1000)
    assert is_truncated(whole) is False and "Marker" not in whole
    assert len(items(whole)) >= 2
    for size in (1, 2):
        read, marker = [], {}
        while True:
            page = call(**parameters, **marker, MaxItems=size)
            held = items(page)
            read += held
            if not is_truncated(page):
                break
            assert len(held) == size
            marker = {"Marker": page["Marker"]}
        assert "Marker" not in page and len(held) <= size
        # Some answers have several lists.
        assert sorted(read, key=lambda item: item[0]) == sorted(
            items(whole), key=lambda item: item[0]
        )


@pytest.mark.parametrize("operation", sorted(PAGED - set(SINGLE)))
def test_a_marker_of_nothing_is_refused(crowd, operation):
    call = getattr(crowd.iam, xform_name(operation))
    with error("ValidationError", 400):
        call(**crowd.parameters[operation], Marker="?!")
