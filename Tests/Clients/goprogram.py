"""The program of `gosdk`, built with Debian's Go and its SDK, and with a clock that can be fast."""

import json
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).parent / "gosdk"
# What is kept from one run to the next: to compile the SDK takes half a minute.
KEPT = pathlib.Path(__file__).parents[2] / ".build/gosdk"
PACKAGES = pathlib.Path("/usr/share/gocode")
IS_THERE = bool(shutil.which("go")) and (PACKAGES / "src/github.com/aws/aws-sdk-go").is_dir()
NEEDS = "needs Debian's golang-go and golang-github-aws-aws-sdk-go-dev"

# libfaketime cannot reach a Go program, which asks the kernel for the time by itself.
NOW = "\tsec, nsec, mono := now()\n\tmono -= startNano\n"
FAST = "\tsec, nsec, mono := now()\n\tsec, nsec = hasten(sec, nsec, mono)\n\tmono -= startNano\n"


def build(folder):
    """Builds the program into a folder; answers its path."""
    KEPT.mkdir(parents=True, exist_ok=True)
    finished = subprocess.run(
        ["go", "build", "-p", "1", "-overlay", overlay(), "-o", folder / "gosdk", "."],
        cwd=SOURCE,
        env=os.environ | {
            "GO111MODULE": "off",
            "GOPATH": str(PACKAGES),
            "GOCACHE": str(KEPT / "cache"),
            "GOFLAGS": "",
        },
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    return folder / "gosdk"


def overlay():
    """The file that tells Go which of its own files are replaced: the SDK's stay as they are."""
    root = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=True)
    package = pathlib.Path(root.stdout.strip()) / "src/time"
    text = (package / "time.go").read_text()
    assert text.count(NOW) == 1
    replaced = {
        str(package / "time.go"): str(keep("time.go", text.replace(NOW, FAST))),
        str(package / "fast.go"): str(SOURCE / "clock/fast.go"),
    }
    return keep("overlay.json", json.dumps({"Replace": replaced}))


def keep(name, text):
    """Writes a file that another worker may be reading or writing."""
    file, new = KEPT / name, KEPT / f"{name}.{os.getpid()}"
    new.write_text(text)
    new.replace(file)
    return file
