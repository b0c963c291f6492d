"""Passwords, keys and MFA devices that work, for tests."""

import base64
import hashlib
import hmac
import struct
import time

PASSWORD = "Correct-horse-7"
GIT = "codecommit.amazonaws.com"
SSH_KEY = (
    "ssh-rsa "
    "AAAAB3NzaC1yc2EAAAADAQABAAABAQCMIfRlD3mY6uGHv95Tv1vaMrzkot4nF+5eqiuCFlKHc7bic7Lk"
    "QwWUU/T2uUvqrD1LSolgruFNKwiGvGOSVrhG2u+E0bO0pJtThFuiqSYdjpDkZ8eTzxyUrKSjB//WYnyD"
    "TVMh3USNq3rNsE3H4jmpFEn58t0Wb36UuEYagEN839h9ES9SsS8YY4PF8740wOIAb3k6kP5VKOQOcWIA"
    "et1aw7PNUx40YEalVGlSHKQMgQj7jxG9zdp3FA8/sGfp34uxaxjLhb3hOD5Blh1bj0gDOgLicbdwiz6C"
    "t47M4m6vJtNIk0B4wUtdFK1e+Q+4/KWYD7gqJeYvllumt64NjkHZ"
    " someone@somewhere"
)


def totp(seed, step):
    """The code of RFC 6238 for a base32 seed."""
    key = base64.b32decode(seed + b"=" * (-len(seed) % 8))
    digest = hmac.digest(key, struct.pack(">Q", step), hashlib.sha1)
    start = digest[19] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1000000:06}"


class Device:
    """A virtual MFA device and its seed."""

    def __init__(self, iam, name, **more):
        self.iam = iam
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=name, **more)
        self.made = made["VirtualMFADevice"]
        self.serial, self.seed = self.made["SerialNumber"], self.made["Base32StringSeed"]
        self.step = int(time.time()) // 30

    def code(self, offset=0):
        """The code of when the device was made, or so many steps of thirty seconds from then."""
        return totp(self.seed, self.step + offset)

    def enable(self, user, first=-1):
        """Assigns the device with two codes in a row, by default the last and the present one."""
        self.iam.enable_mfa_device(
            UserName=user,
            SerialNumber=self.serial,
            AuthenticationCode1=self.code(first),
            AuthenticationCode2=self.code(first + 1),
        )
