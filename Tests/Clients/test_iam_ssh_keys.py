"""Public keys for SSH."""

import base64
import hashlib

import pytest
from credentials import SSH_KEY
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from expect import error, missing
from server import allow

SSH = (serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
PEM = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def text(key, form):
    return key.public_bytes(*form).decode()


def rsa_key(bits=2048):
    return rsa.generate_private_key(65537, bits).public_key()


def test_a_key_lives_in_both_encodings(iam):
    key = serialization.load_ssh_public_key(SSH_KEY.encode())
    iam.create_user(UserName="Ann")
    made = iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=f"{SSH_KEY}\n")
    made = made["SSHPublicKey"]
    assert made["SSHPublicKeyId"].startswith("APKA") and made["Status"] == "Active"
    assert made["SSHPublicKeyBody"] == SSH_KEY and made["UserName"] == "Ann"
    digest = hashlib.md5(base64.b64decode(SSH_KEY.split()[1])).hexdigest()
    assert made["Fingerprint"] == ":".join(digest[i : i + 2] for i in range(0, 32, 2))

    named = {"UserName": "Ann", "SSHPublicKeyId": made["SSHPublicKeyId"]}
    assert iam.get_ssh_public_key(**named, Encoding="SSH")["SSHPublicKey"] == made
    pem = iam.get_ssh_public_key(**named, Encoding="PEM")["SSHPublicKey"]
    assert pem == made | {"SSHPublicKeyBody": text(key, PEM).strip()}
    assert serialization.load_pem_public_key(pem["SSHPublicKeyBody"].encode()) == key

    iam.update_ssh_public_key(**named, Status="Inactive")
    [listed] = iam.list_ssh_public_keys(UserName="Ann")["SSHPublicKeys"]
    assert listed == {
        "UserName": "Ann",
        "SSHPublicKeyId": made["SSHPublicKeyId"],
        "Status": "Inactive",
        "UploadDate": made["UploadDate"],
    }
    message = "Cannot delete entity, must remove referenced objects first."
    with error("DeleteConflict", 409, message):
        iam.delete_user(UserName="Ann")
    iam.delete_ssh_public_key(**named)
    gone = f"The SSH Public Key with id {made['SSHPublicKeyId']} cannot be found."
    with missing(gone):
        iam.delete_ssh_public_key(**named)
    with missing(gone):
        iam.get_ssh_public_key(**named, Encoding="SSH")
    iam.delete_user(UserName="Ann")


@pytest.mark.parametrize("bits", [2048, 4096])
def test_a_key_in_pem_is_the_same_key(iam, bits):
    key = rsa_key(bits)
    iam.create_user(UserName="Ann")
    made = iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=text(key, PEM))
    made = made["SSHPublicKey"]
    assert made["SSHPublicKeyBody"] == text(key, PEM).strip()
    named = {"UserName": "Ann", "SSHPublicKeyId": made["SSHPublicKeyId"]}
    ssh = iam.get_ssh_public_key(**named, Encoding="SSH")["SSHPublicKey"]["SSHPublicKeyBody"]
    assert ssh == text(key, SSH)
    with error("DuplicateSSHPublicKey", 400):
        iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=ssh)
    iam.create_user(UserName="Bob")
    iam.upload_ssh_public_key(UserName="Bob", SSHPublicKeyBody=ssh)


def test_an_old_pem_is_read_too(iam):
    key = rsa_key()
    iam.create_user(UserName="Ann")
    old = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1).decode()
    made = iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=old)["SSHPublicKey"]
    named = {"UserName": "Ann", "SSHPublicKeyId": made["SSHPublicKeyId"]}
    ssh = iam.get_ssh_public_key(**named, Encoding="SSH")["SSHPublicKey"]["SSHPublicKeyBody"]
    assert ssh == text(key, SSH)


def test_what_is_no_rsa_key_is_refused(iam):
    iam.create_user(UserName="Ann")
    curve = ed25519.Ed25519PrivateKey.generate().public_key()
    for body in (
        text(rsa_key(1024), SSH),
        text(curve, SSH),
        text(curve, PEM),
        SSH_KEY[:-60],
        SSH_KEY.replace("AAAA", "AAAB", 1),
        "ssh-rsa",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
    ):
        with error("InvalidPublicKey", 400):
            iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=body)
    with error("UnrecognizedPublicKeyEncoding", 400):
        iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody="what is this?")


def test_a_user_has_at_most_five_keys_in_pages(account):
    iam = account.client("iam", account.user("Ann", allow("iam:*")))
    keys = [text(rsa_key(), SSH) for _ in range(6)]
    for key in keys[:5]:
        iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=key)
    with error("LimitExceeded", 409, "Cannot exceed quota for SSHPublicKeysPerUser: 5"):
        iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=keys[5])
    pages = list(
        iam.get_paginator("list_ssh_public_keys").paginate(PaginationConfig={"PageSize": 2})
    )
    assert [len(page["SSHPublicKeys"]) for page in pages] == [2, 2, 1]


def test_a_key_of_another_user_is_not_found(iam):
    for name in ("Ann", "Bob"):
        iam.create_user(UserName=name)
    made = iam.upload_ssh_public_key(UserName="Ann", SSHPublicKeyBody=SSH_KEY)["SSHPublicKey"]
    with missing():
        iam.update_ssh_public_key(
            UserName="Bob", SSHPublicKeyId=made["SSHPublicKeyId"], Status="Inactive"
        )
    with error("InvalidInput", 400):
        iam.update_ssh_public_key(
            UserName="Ann", SSHPublicKeyId=made["SSHPublicKeyId"], Status="Expired"
        )
