"""Virtual MFA devices, and their codes in the token service."""

import struct
import time
import zlib

import pytest
from credentials import Device
from expect import denied, error, missing
from server import Keys, allow, document, trust

WRONG = "Authentication code for device is not valid."
NO_DEVICE = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial"
    " number is valid and associated with this user."
)
BAD_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "


def test_a_device_lives(account, iam):
    device = Device(iam, "phone", Path="/a/", Tags=[{"Key": "k", "Value": "v"}])
    assert device.serial == account.arn("mfa/a/phone")
    assert len(device.seed) == 64 and device.made["Tags"] == [{"Key": "k", "Value": "v"}]
    with error(
        "EntityAlreadyExists", 409, "MFADevice entity at the same path and name already exists."
    ):
        Device(iam, "Phone", Path="/a/")
    Device(iam, "phone")  # another path, another device

    iam.create_user(UserName="Ann")
    device.enable("Ann")
    listed = iam.list_mfa_devices(UserName="Ann")
    assert listed["IsTruncated"] is False
    [mine] = listed["MFADevices"]
    assert (mine["UserName"], mine["SerialNumber"]) == ("Ann", device.serial)
    got = iam.get_mfa_device(SerialNumber=device.serial, UserName="Ann")
    assert got["EnableDate"] == mine["EnableDate"]
    with error("EntityAlreadyExists", 409):
        device.enable("Ann")
    with error("DeleteConflict", 409, "MFA VirtualDevice in use. Must deactivate first."):
        iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    with error("DeleteConflict", 409, "Cannot delete entity, must delete MFA device first."):
        iam.delete_user(UserName="Ann")

    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["MFADevices"], summary["MFADevicesInUse"]) == (2, 1)
    iam.deactivate_mfa_device(UserName="Ann", SerialNumber=device.serial)
    with missing("MFA Device invalid for user."):
        iam.deactivate_mfa_device(UserName="Ann", SerialNumber=device.serial)
    iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    with missing(f"VirtualMFADevice with serial number {device.serial} doesn't exist."):
        iam.delete_virtual_mfa_device(SerialNumber=device.serial)
    iam.delete_user(UserName="Ann")
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["MFADevices"], summary["MFADevicesInUse"]) == (1, 0)


def test_the_qr_code_is_a_png(iam):
    png = Device(iam, "phone").made["QRCodePNG"]
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    position, chunks = 8, {}
    while position < len(png):
        (count,) = struct.unpack_from(">I", png, position)
        name = png[position + 4 : position + 8]
        body = png[position + 8 : position + 8 + count]
        (check,) = struct.unpack_from(">I", png, position + 8 + count)
        assert check == zlib.crc32(name + body)
        chunks[name], position = body, position + 12 + count
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth = struct.unpack(">IIB", chunks[b"IHDR"][:9])
    assert width == height and depth == 1
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (1 + (width + 7) // 8)
    # The first rows are the quiet zone; the finder pattern's first row follows.
    assert set(pixels[1 : 1 + width // 8]) == {0xFF}
    row = pixels[(1 + (width + 7) // 8) * 16 :][1:]
    assert row[:6] == b"\xff\xff\x00\x00\x00\x0f"


def test_devices_are_listed_by_assignment_and_page(iam):
    iam.create_user(UserName="Ann")
    devices = [Device(iam, f"d{index}") for index in range(5)]
    for device in devices[:2]:
        device.enable("Ann")
    pages = list(
        iam.get_paginator("list_virtual_mfa_devices").paginate(PaginationConfig={"PageSize": 2})
    )
    assert [len(page["VirtualMFADevices"]) for page in pages] == [2, 2, 1]
    everything = [device for page in pages for device in page["VirtualMFADevices"]]
    assert [device["SerialNumber"] for device in everything] == [d.serial for d in devices]
    assert "Base32StringSeed" not in everything[0]
    assert everything[0]["User"]["UserName"] == "Ann" and "EnableDate" in everything[0]
    assert "User" not in everything[4]

    def serials(status):
        listed = iam.list_virtual_mfa_devices(AssignmentStatus=status)["VirtualMFADevices"]
        return [device["SerialNumber"] for device in listed]

    assert serials("Assigned") == [d.serial for d in devices[:2]]
    assert serials("Unassigned") == [d.serial for d in devices[2:]]
    assert len(serials("Any")) == 5
    pages = iam.get_paginator("list_mfa_devices").paginate(
        UserName="Ann", PaginationConfig={"PageSize": 1}
    )
    assert [len(page["MFADevices"]) for page in pages] == [1, 1]


def test_only_two_codes_in_a_row_enable_a_device(iam):
    iam.create_user(UserName="Ann")
    device = Device(iam, "phone")

    def enable(first, second):
        iam.enable_mfa_device(
            UserName="Ann",
            SerialNumber=device.serial,
            AuthenticationCode1=first,
            AuthenticationCode2=second,
        )

    for codes in (
        (device.code(0), device.code(0)),
        (device.code(0), device.code(-1)),
        (device.code(-2), device.code(0)),
        (device.code(-1000), device.code(-999)),
    ):
        with error("InvalidAuthenticationCode", 403, WRONG):
            enable(*codes)
    with missing():
        iam.enable_mfa_device(
            UserName="Nobody",
            SerialNumber=device.serial,
            AuthenticationCode1=device.code(-1),
            AuthenticationCode2=device.code(0),
        )
    enable(device.code(-1), device.code(0))


def test_a_user_has_at_most_eight_devices(iam):
    iam.create_user(UserName="Ann")
    for index in range(8):
        Device(iam, f"d{index}").enable("Ann")
    with error("LimitExceeded", 409, "Cannot exceed quota for MfaDevicesPerUser: 8"):
        Device(iam, "d8").enable("Ann")


def test_a_device_is_set_right(account, iam):
    keys = account.user("Ann")
    sts = account.client("sts", keys)
    device = Device(iam, "slow")
    device.enable("Ann", first=-40)  # a clock twenty minutes late
    with denied(BAD_CODE):
        sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(0))
    assert sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(-38))

    def resync(first):
        iam.resync_mfa_device(
            UserName="Ann",
            SerialNumber=device.serial,
            AuthenticationCode1=device.code(first),
            AuthenticationCode2=device.code(first + 1),
        )

    with error("InvalidAuthenticationCode", 403, WRONG):
        resync(-39)  # used before
    resync(-1)
    assert sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(1))
    iam.create_user(UserName="Bob")
    with missing("MFA Device invalid for user."):
        iam.resync_mfa_device(
            UserName="Bob",
            SerialNumber=device.serial,
            AuthenticationCode1="123456",
            AuthenticationCode2="123456",
        )


def test_a_code_works_once_and_opens_iam(account, iam):
    keys = account.user(
        "Ann", allow("iam:ListUsers", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    )
    sts = account.client("sts", keys)
    device = Device(iam, "phone")
    with denied(NO_DEVICE):
        sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(0))
    device.enable("Ann")
    with denied(BAD_CODE):
        sts.get_session_token(SerialNumber=device.serial, TokenCode=device.code(0))  # used
    with denied():
        sts.get_session_token(SerialNumber=device.serial)
    code = device.code(1)
    session = sts.get_session_token(SerialNumber=device.serial, TokenCode=code)["Credentials"]
    with denied(BAD_CODE):
        sts.get_session_token(SerialNumber=device.serial, TokenCode=code)
    assert account.client("iam", Keys.of(session)).list_users()["Users"]
    with denied():
        account.client("iam", keys).list_users()


def test_a_trust_policy_asks_for_mfa(account, other, iam):
    keys = account.user("Ann", allow("sts:AssumeRole"))
    condition = {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": "60"},
    }
    other.iam.create_role(
        RoleName="Guarded",
        AssumeRolePolicyDocument=trust(account.arn("root"), Condition=condition),
    )
    other.iam.put_role_policy(
        RoleName="Guarded",
        PolicyName="p",
        PolicyDocument=document(
            allow("iam:ListUsers"),
            allow("iam:ListRoles", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        ),
    )
    role = {"RoleArn": other.arn("role/Guarded"), "RoleSessionName": "work"}
    sts = account.client("sts", keys)
    device = Device(iam, "phone")
    device.enable("Ann")
    with denied():
        sts.assume_role(**role)
    with denied(BAD_CODE):
        sts.assume_role(**role, SerialNumber=device.serial, TokenCode=device.code(-1))
    made = sts.assume_role(**role, SerialNumber=device.serial, TokenCode=device.code(1))
    session = other.client("iam", Keys.of(made["Credentials"]))
    assert session.list_users()["Users"] == []
    with denied():  # the session of a role carries nothing of MFA
        session.list_roles()


def test_many_wrong_codes_shut_the_door(account, iam):
    sts = account.client("sts", account.user("Ann"))
    for name in ("one", "two", "three"):
        device = Device(iam, name)
        device.enable("Ann")
        right = [device.code(offset) for offset in range(-3, 4)]
        wrong = next(code for code in map("{:06}".format, range(9)) if code not in right)
        for code in [wrong] * 5 + [device.code(1)]:
            with denied(BAD_CODE):
                sts.get_session_token(SerialNumber=device.serial, TokenCode=code)
            if int(time.time()) // 30 != device.step:
                break  # the count starts anew with each half minute: once more
        else:
            return
    raise AssertionError("the half minute ended three times in a row")


def test_a_device_of_another_is_refused(account, iam):
    ann, bob = account.user("Ann"), account.user("Bob")
    device = Device(iam, "phone")
    device.enable("Ann")
    with denied(NO_DEVICE):
        account.client("sts", bob).get_session_token(
            SerialNumber=device.serial, TokenCode=device.code(1)
        )
    assert account.client("sts", ann).get_session_token(
        SerialNumber=device.serial, TokenCode=device.code(1)
    )


def test_root_has_a_device(account, iam):
    device = Device(iam, "root-account-mfa-device")
    device.enable("root")
    assert iam.get_account_summary()["SummaryMap"]["AccountMFAEnabled"] == 1
    [listed] = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
    assert listed["User"]["Arn"] == account.arn("root")
    assert [d["SerialNumber"] for d in iam.list_mfa_devices()["MFADevices"]] == [device.serial]
    iam.deactivate_mfa_device(SerialNumber=device.serial)
    assert iam.get_account_summary()["SummaryMap"]["AccountMFAEnabled"] == 0


def test_devices_carry_tags(account, iam):
    device = Device(iam, "phone", Tags=[{"Key": "a", "Value": "1"}])
    iam.tag_mfa_device(SerialNumber=device.serial, Tags=[{"Key": "b", "Value": "2"}])
    pages = iam.get_paginator("list_mfa_device_tags").paginate(
        SerialNumber=device.serial, PaginationConfig={"PageSize": 1}
    )
    assert [tag["Key"] for page in pages for tag in page["Tags"]] == ["a", "b"]
    keys = account.user(
        "Ann",
        allow(
            "iam:DeleteVirtualMFADevice", Condition={"StringEquals": {"aws:ResourceTag/b": "2"}}
        ),
    )
    iam.untag_mfa_device(SerialNumber=device.serial, TagKeys=["b"])
    with denied():
        account.client("iam", keys).delete_virtual_mfa_device(SerialNumber=device.serial)
    iam.tag_mfa_device(SerialNumber=device.serial, Tags=[{"Key": "b", "Value": "2"}])
    account.client("iam", keys).delete_virtual_mfa_device(SerialNumber=device.serial)
    with missing():
        iam.list_mfa_device_tags(SerialNumber=device.serial)


def test_creating_with_tags_needs_the_tag_action(account):
    keys = account.user("Ann", allow("iam:CreateVirtualMFADevice"))
    tags = [{"Key": "a", "Value": "1"}]
    with denied("iam:TagMFADevice"):
        Device(account.client("iam", keys), "phone", Tags=tags)
    account.allow("Ann", allow(["iam:CreateVirtualMFADevice", "iam:TagMFADevice"]))
    Device(account.client("iam", keys), "phone", Tags=tags)


def test_a_user_manages_its_own_device(account):
    keys = account.user("Ann", allow("iam:*"))
    mine = account.client("iam", keys)
    device = Device(mine, "phone")
    device.enable("Ann")
    assert mine.list_mfa_devices()["MFADevices"][0]["SerialNumber"] == device.serial
    mine.deactivate_mfa_device(SerialNumber=device.serial)
    assert mine.list_mfa_devices()["MFADevices"] == []


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef"])
def test_codes_out_of_form_are_refused(account, code):
    iam = account.client("iam", validate=False)
    iam.create_user(UserName="Ann")
    with error("ValidationError", 400):
        iam.enable_mfa_device(
            UserName="Ann",
            SerialNumber=account.arn("mfa/x"),
            AuthenticationCode1=code,
            AuthenticationCode2="123456",
        )


def test_the_aws_cli_writes_seed_and_image(account, tmp_path):
    for method, check in (("Base32StringSeed", b""), ("QRCodePNG", b"\x89PNG")):
        file = tmp_path / method
        account.cli(
            "iam",
            "create-virtual-mfa-device",
            "--virtual-mfa-device-name",
            method,
            "--bootstrap-method",
            method,
            "--outfile",
            file,
        )
        assert file.read_bytes().startswith(check)
