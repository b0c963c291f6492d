"""What an AWS error must look like."""

import contextlib

import botocore.exceptions
import pytest


@contextlib.contextmanager
def error(code, status, text=None):
    """Expects an AWS error with this code and HTTP status, and `text` within its message.

    Of several codes, as the protocols have them, any will do.
    """
    codes = [code] if isinstance(code, str) else code
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        yield caught
    answer = caught.value.response
    assert answer["Error"]["Code"] in codes, answer
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == status, answer
    if text is not None:
        assert text in answer["Error"]["Message"], answer["Error"]["Message"]


def denied(text=None):
    """Expects `AccessDenied`, which the services with JSON call an exception."""
    return error(("AccessDenied", "AccessDeniedException"), 403, text)


def missing(text=None):
    """Expects IAM's `NoSuchEntity`."""
    return error("NoSuchEntity", 404, text)
