"""Signing certificates of users and of root, with boto3."""

import pytest
from certificates import DAY, NOW, Certificate
from expect import error, missing


@pytest.fixture
def ann(account):
    account.iam.create_user(UserName="Ann")
    return {"UserName": "Ann"}


def upload(iam, certificate=None, **owner):
    body = (certificate or Certificate("signer")).pem
    return iam.upload_signing_certificate(CertificateBody=body, **owner)["Certificate"]


def test_a_certificate_lives(iam, ann):
    certificate = Certificate("signer")
    made = upload(iam, certificate, **ann)
    assert made["UserName"] == "Ann" and made["Status"] == "Active" and made["UploadDate"]
    assert made["CertificateBody"] == certificate.pem
    identifier = made["CertificateId"]
    assert 24 <= len(identifier) <= 128 and identifier.isalnum()
    assert iam.list_signing_certificates(**ann)["Certificates"] == [made]

    for status in ("Inactive", "Active"):
        iam.update_signing_certificate(**ann, CertificateId=identifier, Status=status)
        (listed,) = iam.list_signing_certificates(**ann)["Certificates"]
        assert listed == made | {"Status": status}

    iam.delete_signing_certificate(**ann, CertificateId=identifier)
    answer = iam.list_signing_certificates(**ann)
    assert answer["Certificates"] == [] and answer["IsTruncated"] is False
    upload(iam, certificate, **ann)


def test_a_user_has_at_most_two(iam, ann):
    for _ in range(2):
        upload(iam, **ann)
    with error("LimitExceeded", 409, "Cannot exceed quota for CertificatesPerUser: 2"):
        upload(iam, **ann)
    first = iam.list_signing_certificates(**ann, MaxItems=1)
    assert first["IsTruncated"] and len(first["Certificates"]) == 1
    second = iam.list_signing_certificates(**ann, MaxItems=1, Marker=first["Marker"])
    assert not second["IsTruncated"] and second["Certificates"] != first["Certificates"]


def test_an_account_knows_a_certificate_once(account, other, iam, ann):
    certificate = Certificate("signer")
    upload(iam, certificate, **ann)
    iam.create_user(UserName="Bob")
    for name in ("Ann", "Bob"):
        with error("DuplicateCertificate", 409):
            upload(iam, certificate, UserName=name)
    other.iam.create_user(UserName="Ann")
    upload(other.iam, certificate, **ann)


def test_what_is_no_certificate_is_refused(account, iam, ann):
    with error("MalformedCertificate", 400, "Certificate nonsense is malformed."):
        iam.upload_signing_certificate(**ann, CertificateBody="nonsense")
    for certificate in (
        Certificate("old", start=NOW - 9 * DAY, end=NOW - DAY),
        Certificate("new", start=NOW + DAY, end=NOW + 9 * DAY),
    ):
        with error("InvalidCertificate", 400):
            upload(iam, certificate, **ann)
    made = upload(iam, **ann)
    with error("InvalidInput", 400):
        iam.update_signing_certificate(
            **ann, CertificateId=made["CertificateId"], Status="Expired"
        )
    iam = account.client("iam", validate=False)
    with error("ValidationError", 400, "status"):
        iam.update_signing_certificate(**ann, CertificateId="A" * 24, Status="Gone")
    with error("ValidationError", 400, "certificateId"):
        iam.delete_signing_certificate(**ann, CertificateId="A" * 23)


def test_what_is_not_there_is_missing(iam, ann):
    nobody = {"UserName": "Nobody"}
    identifier = {"CertificateId": "A" * 32}
    for call in (
        lambda owner: upload(iam, **owner),
        lambda owner: iam.list_signing_certificates(**owner),
        lambda owner: iam.update_signing_certificate(**owner, **identifier, Status="Active"),
        lambda owner: iam.delete_signing_certificate(**owner, **identifier),
    ):
        with missing("The user with name Nobody cannot be found."):
            call(nobody)
    iam.create_user(UserName="Bob")
    others = {"CertificateId": upload(iam, UserName="Bob")["CertificateId"]}
    for identifier in ({"CertificateId": "A" * 32}, others):
        text = f"The Certificate with id {identifier['CertificateId']} cannot be found."
        with missing(text):
            iam.update_signing_certificate(**ann, **identifier, Status="Active")
        with missing(text):
            iam.delete_signing_certificate(**ann, **identifier)


def test_a_user_with_certificates_stays(iam, ann):
    made = upload(iam, **ann)
    with error("DeleteConflict", 409, "must delete signing certificates first"):
        iam.delete_user(**ann)
    iam.update_user(**ann, NewUserName="Anna")
    (listed,) = iam.list_signing_certificates(UserName="Anna")["Certificates"]
    assert listed == made | {"UserName": "Anna"}
    iam.delete_signing_certificate(UserName="Anna", CertificateId=made["CertificateId"])
    iam.delete_user(UserName="Anna")


def test_the_caller_is_meant_when_no_name_is_given(account, iam):
    def present():
        return iam.get_account_summary()["SummaryMap"]["AccountSigningCertificatesPresent"]

    assert present() == 0
    made = upload(iam)
    assert present() == 1
    assert [item["CertificateId"] for item in iam.list_signing_certificates()["Certificates"]] == [
        made["CertificateId"]
    ]
    iam.delete_signing_certificate(CertificateId=made["CertificateId"])
    assert present() == 0

    caller = account.user("Caller")
    account.allow(
        "Caller",
        {
            "Effect": "Allow",
            "Action": "iam:*SigningCertificate*",
            "Resource": account.arn("user/${aws:username}"),
        },
    )
    mine = account.client("iam", caller)
    made = upload(mine)
    assert made["UserName"] == "Caller"
    assert mine.list_signing_certificates()["Certificates"] == [made]
