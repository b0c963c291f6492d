"""Examples/policy-library: another package builds against RolecallPolicy, decides and explains."""

import subprocess

import pytest
from server import ROOT

EXAMPLE = ROOT / "Examples/policy-library"
SCRATCH = ROOT / ".build/policy-library"
DENIED = (
    "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: s3:GetObject on "
    "resource: {} because no identity-based policy allows the s3:GetObject action"
)

# Building waits for other builds on a busy machine.
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def may_read():
    """Builds the example, which takes half a minute of processor time the first time."""
    subprocess.run(
        ["swift", "build", "--package-path", EXAMPLE, "--scratch-path", SCRATCH],
        check=True, stdin=subprocess.DEVNULL, timeout=1200,
    )

    def run(*arguments):
        program = SCRATCH / "debug/MayRead"
        run = subprocess.run([program, *arguments], check=True, capture_output=True, text=True)
        return run.stdout.splitlines()

    return run


def test_the_library_decides_and_explains(may_read):
    june = "arn:aws:s3:::reports/june.csv"
    assert may_read("blue", june) == [
        "yes",
        f"arn:aws:iam::123456789012:user/alice may perform s3:GetObject on {june}, allowed by an "
        "identity-based policy.",
        '  decided by statement 1 "BlueReads" of identity-based policy "reports"',
    ]
    nearest = '  nearest: statement 1 "BlueReads" of identity-based policy "reports"'
    assert may_read("red", june) == [
        "no",
        DENIED.format(june),
        nearest,
        '    Condition StringEquals wants aws:PrincipalTag/team to match "blue"; it is "red"',
    ]
    secret = "arn:aws:s3:::secrets/x"
    assert may_read("blue", secret) == [
        "no",
        DENIED.format(secret),
        nearest,
        f'    Resource names "arn:aws:s3:::reports/*"; the request\'s resource is "{secret}"',
    ]
