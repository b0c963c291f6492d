"""Each documented error of each of IAM's operations: its code, its status, and nothing changed."""

import collections
import contextlib
import json
import re

import botocore.exceptions
import pytest
from authorization_table import POLICY, UPLOAD
from botocore import xform_name
from error_table import ERRORS, FAILURES, acquire, impossible
from expect import error
from furnishing import furnish
from server import allow
from signing import post


def test_every_documented_error_is_met_or_has_a_reason():
    documented = {(operation, error) for operation in ERRORS for error in ERRORS[operation]}
    met = {failure.pair for failure in FAILURES}
    cannot = collections.Counter(impossible())
    assert sorted(documented - met - set(cannot)) == []
    assert sorted((met | set(cannot)) - documented) == []
    assert sorted(met & set(cannot)) == []
    assert [pair for pair, count in cannot.items() if count > 1] == []


class Scene:
    """An account with one of everything, and an empty one; no call of this file changes them."""

    def __init__(self, server):
        self.server = server
        self.account = account = furnish(server.account("121212121212"))
        self.other = server.account("343434343434")
        iam = account.iam
        iam.enable_outbound_web_identity_federation()
        iam.upload_server_certificate(ServerCertificateName="Other", **UPLOAD)
        keyed = account.user("Keyed", allow("*"))
        account.allow("Caller", allow("*"))
        signing = iam.list_signing_certificates(UserName="Old")["Certificates"][0]
        job = iam.generate_service_last_accessed_details(Arn=account.arn("user/Old"))["JobId"]
        codes = [account.texts[f"CODE{number}"] for number in range(1, 5)]
        account.texts |= {
            "THE-CERTIFICATE": signing["CertificateBody"],
            "LAST-JOB": job,
            "WRONG-CODE": next(code for code in map("{:06}".format, range(9)) if code not in codes),
        }
        iam.acquire_role(**account.fill(acquire(RoleName=["Modified"])))
        iam.put_role_policy(RoleName="Modified", PolicyName="more", PolicyDocument=POLICY)
        self.clients = {
            "": iam,
            "Keyed": account.client("iam", keyed),
            "Caller": account.client("iam", account.caller),
            "other": self.other.iam,
        }

        self.known = self.state()

    def state(self):
        """What the account tells of itself, but for the request's number."""
        told = [
            post(self.account, "iam", f"Action={name}&Version=2010-05-08&MaxItems=1000").text
            for name in ("GetAccountAuthorizationDetails", "GetAccountSummary")
        ]
        return re.sub("<RequestId>.*?</RequestId>", "", "".join(told))

    def refusal(self, failure, parameters):
        """The error that the call meets."""
        call = getattr(self.clients[failure.caller], xform_name(failure.operation))
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            call(**parameters)
        return caught.value.response

    @contextlib.contextmanager
    def used_up(self, quota):
        """Sets a quota to nought for a while."""
        if not quota:
            yield
            return
        arguments = ("account", "quota", self.account.id)
        usual = json.loads(self.server.rolecall(*arguments).stdout)[quota]
        self.server.rolecall(*arguments, quota, 0)
        yield
        self.server.rolecall(*arguments, quota, usual)


@pytest.fixture(scope="module")
def scene(server):
    return Scene(server)


@pytest.mark.parametrize("failure", FAILURES, ids=str)
def test_an_error_is_as_documented(scene, failure):
    parameters = scene.account.fill(failure.parameters)
    with scene.used_up(failure.quota):
        answer = scene.refusal(failure, parameters)
    before, scene.known = scene.known, scene.state()
    assert scene.known == before
    documented = failure.shape.metadata.get("error", {})
    assert answer["Error"]["Code"] == documented.get("code", failure.shape.name), answer
    status = answer["ResponseMetadata"]["HTTPStatusCode"]
    assert status == documented.get("httpStatusCode", 400), answer
    assert answer["Error"]["Type"] == "Sender"
    assert scene.account.fill(failure.text) in answer["Error"]["Message"], answer


ARN = "arn:aws:iam::121212121212:policy/Shared"
# What is no ARN of IAM, with the code and the sentence.
OUT_OF_FORM = [
    (ARN.replace("iam::", "s3::"), "InvalidInput", "ARN {} is not valid."),
    (ARN.replace("::1", ":eu-west-1:1"), "InvalidInput", "ARN {} is not valid."),
    (ARN.replace("121212121212", "12"), "InvalidInput", "ARN {} is not valid."),
    (ARN.replace("policy/", "nothing/"), "InvalidInput", "ARN {} is not valid."),
    (ARN.replace("::", ":"), "InvalidInput", "ARN {} is not valid."),
    ("no ARN, but twenty characters", "InvalidInput", "ARN {} is not valid."),
    (ARN.replace("arn:aws:", "arn:aws-cn:"), "ValidationError", "Invalid ARN partition"),
]


@pytest.mark.parametrize("arn, code, text", OUT_OF_FORM, ids=[row[0] for row in OUT_OF_FORM])
@pytest.mark.parametrize("operation", ["get_policy", "attach_user_policy", "create_user"])
def test_what_is_no_arn_of_iam_is_told(scene, operation, arn, code, text):
    parameters = {
        "get_policy": {"PolicyArn": arn},
        "attach_user_policy": {"PolicyArn": arn, "UserName": "Old"},
        "create_user": {"PermissionsBoundary": arn, "UserName": "New"},
    }
    with error(code, 400, text.format(arn)):
        getattr(scene.clients[""], operation)(**parameters[operation])
