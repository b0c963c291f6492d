"""Server certificates, with boto3 and the AWS CLI."""

import json

import pytest
from certificates import DAY, NOW, Certificate, pem, rsa_key
from cryptography.hazmat.primitives.asymmetric import ec
from expect import denied, error, missing
from server import allow

CHAIN = (
    "Unable to validate certificate chain. The certificate chain must start with the immediate "
    "signing certificate, followed by any intermediaries in order. The index within the chain of "
    "the invalid certificate is: "
)
UNREADABLE = "Unable to parse certificate. Please ensure the certificate is in PEM format."


@pytest.fixture(scope="module")
def root():
    return Certificate("root")


@pytest.fixture(scope="module")
def middle(root):
    return Certificate("middle", root)


@pytest.fixture(scope="module")
def site(middle):
    return Certificate("site", middle, rsa_key())


def upload(iam, certificate, name="Site", **more):
    parameters = {"CertificateBody": certificate.pem, "PrivateKey": pem(certificate.key)} | more
    answer = iam.upload_server_certificate(ServerCertificateName=name, **parameters)
    return answer["ServerCertificateMetadata"]


def get(iam, name="Site"):
    return iam.get_server_certificate(ServerCertificateName=name)["ServerCertificate"]


def test_a_certificate_lives(account, iam, root, middle, site):
    answer = iam.upload_server_certificate(
        ServerCertificateName="Site",
        Path="/web/",
        CertificateBody=site.pem,
        PrivateKey=pem(site.key),
        CertificateChain=middle.pem + root.pem,
        Tags=[{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}],
    )
    assert [tag["Key"] for tag in answer["Tags"]] == ["a", "b"]
    made = answer["ServerCertificateMetadata"]
    assert made["Arn"] == account.arn("server-certificate/web/Site")
    assert made["ServerCertificateId"].startswith("ASCA") and made["Path"] == "/web/"
    assert made["Expiration"] == site.end and made["UploadDate"]

    read = get(iam)
    assert read["ServerCertificateMetadata"] == made
    assert read["CertificateBody"] == site.pem.strip()
    assert read["CertificateChain"] == (middle.pem + root.pem).strip()
    assert [tag["Key"] for tag in read["Tags"]] == ["a", "b"]
    assert "PRIVATE KEY" not in json.dumps(read, default=str)

    assert iam.list_server_certificates()["ServerCertificateMetadataList"] == [made]
    listed = iam.list_server_certificates(PathPrefix="/web/")["ServerCertificateMetadataList"]
    assert listed == [made]
    assert iam.list_server_certificates(PathPrefix="/x/")["ServerCertificateMetadataList"] == []
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["ServerCertificates"], summary["ServerCertificatesQuota"]) == (1, 20)

    iam.delete_server_certificate(ServerCertificateName="Site")
    for call in (
        iam.get_server_certificate,
        iam.delete_server_certificate,
        iam.update_server_certificate,
        iam.list_server_certificate_tags,
    ):
        with missing("The Server Certificate with name Site cannot be found."):
            call(ServerCertificateName="Site")
    assert iam.get_account_summary()["SummaryMap"]["ServerCertificates"] == 0


def test_a_bare_certificate_tells_empty_tags(iam, root):
    answer = iam.upload_server_certificate(
        ServerCertificateName="Site", CertificateBody=root.pem, PrivateKey=pem(root.key)
    )
    assert "Tags" not in answer
    read = get(iam)
    assert read["Tags"] == [] and "CertificateChain" not in read


@pytest.mark.parametrize("form", ["PKCS8", "TraditionalOpenSSL"])
@pytest.mark.parametrize("make", [rsa_key, lambda: ec.generate_private_key(ec.SECP384R1())])
def test_keys_come_in_several_forms(iam, form, make):
    certificate = Certificate("site", key=make())
    upload(iam, certificate, PrivateKey=pem(certificate.key, form))
    assert get(iam)["CertificateBody"] == certificate.pem.strip()


def test_parameters_of_a_curve_may_stand_before_the_key(iam, root):
    parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    upload(iam, root, PrivateKey=parameters + pem(root.key, "TraditionalOpenSSL"))


def test_what_does_not_belong_together_is_refused(iam, root, middle, site):
    for body in ("nonsense", pem(root.key), root.pem + middle.pem, root.pem.replace("M", "N", 1)):
        with error("MalformedCertificate", 400, UNREADABLE):
            upload(iam, root, CertificateBody=body)
    for key in ("nonsense", root.pem, pem(root.key, password=b"x"), pem(root.key) * 2):
        with error("MalformedCertificate", 400, "private key"):
            upload(iam, root, PrivateKey=key)
    relabelled = pem(root.key, password=b"x").replace("ENCRYPTED PRIVATE", "PRIVATE")
    with error("MalformedCertificate", 400, "private key"):
        upload(iam, root, PrivateKey=relabelled)
    password = pem(root.key, "TraditionalOpenSSL", b"x")
    assert "Proc-Type" in password
    with error("MalformedCertificate", 400, "private key"):
        upload(iam, root, PrivateKey=password)
    with error("KeyPairMismatch", 400):
        upload(iam, root, PrivateKey=pem(middle.key))
    with error("KeyPairMismatch", 400):
        upload(iam, root, PrivateKey=pem(rsa_key()))
    for chain, index in (
        (root.pem, -1),
        (root.pem + middle.pem, -1),
        (middle.pem + middle.pem, 0),
        (middle.pem + root.pem + middle.pem, 1),
        ("nonsense", 0),
        ("text\n" + middle.pem, 0),
        (Certificate("middle", root).pem + root.pem, -1),
    ):
        with error("MalformedCertificate", 400, CHAIN + str(index)):
            upload(iam, site, CertificateChain=chain)
    assert iam.list_server_certificates()["ServerCertificateMetadataList"] == []


def test_a_certificate_is_uploaded_while_it_is_valid(iam):
    for certificate in (
        Certificate("old", start=NOW - 9 * DAY, end=NOW - DAY),
        Certificate("new", start=NOW + DAY, end=NOW + 9 * DAY),
    ):
        with error("MalformedCertificate", 400, UNREADABLE):
            upload(iam, certificate)


def test_names_and_paths_change(account, iam, root):
    made = upload(iam, root, Path="/a/")
    upload(iam, root, "Other")
    with error("EntityAlreadyExists", 409, "The Server Certificate with name SITE already exists."):
        upload(iam, root, "SITE")
    with error("EntityAlreadyExists", 409, "The Server Certificate with name other already exists"):
        iam.update_server_certificate(
            ServerCertificateName="Site", NewServerCertificateName="other"
        )
    iam.update_server_certificate(ServerCertificateName="Site", NewServerCertificateName="Site")
    iam.update_server_certificate(
        ServerCertificateName="Site", NewServerCertificateName="site", NewPath="/b/"
    )
    with missing():
        get(iam)
    read = get(iam, "site")["ServerCertificateMetadata"]
    assert read["Arn"] == account.arn("server-certificate/b/site")
    assert read["ServerCertificateId"] == made["ServerCertificateId"]
    for prefix, names in (("/a/", []), ("/b/", ["site"]), ("/", ["Other", "site"])):
        listed = iam.list_server_certificates(PathPrefix=prefix)["ServerCertificateMetadataList"]
        assert [item["ServerCertificateName"] for item in listed] == names


def test_listings_page_up_to_the_quota(iam, root):
    for index in range(20):
        upload(iam, root, f"c{index:02}", Path="/p/" if index % 2 else "/")
    with error("LimitExceeded", 409, "Cannot exceed quota for ServerCertificatesPerAccount: 20"):
        upload(iam, root)
    for prefix, count in (("/", 20), ("/p/", 10)):
        pages = list(
            iam.get_paginator("list_server_certificates").paginate(
                PathPrefix=prefix, PaginationConfig={"PageSize": 3}
            )
        )
        sizes = [len(page["ServerCertificateMetadataList"]) for page in pages]
        assert sum(sizes) == count and max(sizes) == 3
        names = [
            item["ServerCertificateName"]
            for page in pages
            for item in page["ServerCertificateMetadataList"]
        ]
        assert names == sorted(set(names))


def test_parameters_have_limits(account, root):
    iam = account.client("iam", validate=False)
    for parameter, value in (
        ("ServerCertificateName", "a b"),
        ("Path", "web"),
        ("CertificateBody", "a" * 16385),
        ("PrivateKey", "a" * 16385),
    ):
        with error("ValidationError", 400, parameter[0].lower() + parameter[1:]) as caught:
            upload(iam, root, **({parameter: value} if parameter != "ServerCertificateName" else {}),
                   name=value if parameter == "ServerCertificateName" else "Site")
        assert "a" * 100 not in str(caught.value) or parameter != "PrivateKey"


def test_tags_at_creation_need_their_own_permission(account, root):
    iam = account.client("iam", account.user("Caller"))
    tags = [{"Key": "team", "Value": "blue"}]
    account.allow("Caller", allow("iam:UploadServerCertificate"))
    with denied("iam:TagServerCertificate"):
        upload(iam, root, Tags=tags)
    account.allow(
        "Caller", allow(["iam:UploadServerCertificate", "iam:TagServerCertificate"])
    )
    upload(iam, root, Tags=tags)


def test_the_command_line_uploads_files(account, tmp_path, root, middle, site):
    files = {
        "body": site.pem, "key": pem(site.key), "chain": middle.pem + root.pem,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    account.cli(
        "iam", "upload-server-certificate", "--server-certificate-name", "Site",
        "--certificate-body", f"file://{tmp_path}/body", "--private-key", f"file://{tmp_path}/key",
        "--certificate-chain", f"file://{tmp_path}/chain",
    )
    assert get(account.iam)["CertificateBody"] == site.pem.strip()
