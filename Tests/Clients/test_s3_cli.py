"""`aws s3` as people use it."""

import os
import urllib.request

import pytest


@pytest.fixture
def aws(account):
    return lambda *arguments, **more: account.cli("s3", *arguments, **more)


def test_buckets_and_files(aws, tmp_path):
    assert aws("mb", "s3://notes").stdout.strip() == "make_bucket: notes"
    (tmp_path / "a.txt").write_text("hello")
    aws("cp", tmp_path / "a.txt", "s3://notes/dir/a.txt")
    assert aws("cp", "s3://notes/dir/a.txt", "-").stdout == "hello"
    assert aws("ls", "s3://notes").stdout.split() == ["PRE", "dir/"]
    assert aws("ls", "s3://notes/dir/").stdout.split()[2:] == ["5", "a.txt"]
    assert aws("ls").stdout.split()[-1] == "notes"
    aws("mv", "s3://notes/dir/a.txt", "s3://notes/b.txt")
    assert "b.txt" in aws("ls", "--recursive", "s3://notes").stdout
    refused = aws("rb", "s3://notes", check=False)
    assert refused.returncode != 0 and "BucketNotEmpty" in refused.stderr
    aws("rm", "s3://notes/b.txt")
    assert aws("rb", "s3://notes").stdout.strip() == "remove_bucket: notes"


def test_a_large_file_goes_up_and_comes_down(aws, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(os.urandom(20 * 1024 * 1024 + 1))
    aws("mb", "s3://notes")
    aws("cp", "--no-progress", source, "s3://notes/big")
    aws("cp", "--no-progress", "s3://notes/big", target)
    assert source.read_bytes() == target.read_bytes()


def test_a_folder_is_synchronized(aws, tmp_path):
    folder, copy = tmp_path / "folder", tmp_path / "copy"
    for name in ("a", "sub/b", "sub/deep/c", "sub/ü ✓"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    aws("mb", "s3://notes")
    aws("sync", folder, "s3://notes/f")
    aws("sync", "s3://notes/f", copy)
    assert {
        p.relative_to(copy).as_posix(): p.read_text() for p in copy.rglob("*") if p.is_file()
    } == {name: name for name in ("a", "sub/b", "sub/deep/c", "sub/ü ✓")}
    assert aws("sync", folder, "s3://notes/f").stdout == ""
    (folder / "a").unlink()
    assert "delete: s3://notes/f/a" in aws("sync", "--delete", folder, "s3://notes/f").stdout
    aws("rm", "--recursive", "s3://notes")
    assert aws("ls", "--recursive", "s3://notes").stdout == ""
    aws("rb", "--force", "s3://notes")


def test_a_missing_object_is_an_error(aws):
    aws("mb", "s3://notes")
    missing = aws("cp", "s3://notes/none", "-", check=False)
    assert missing.returncode != 0 and "404" in missing.stderr
    assert aws("ls", "s3://none", check=False).returncode != 0


def test_presigning(aws, account, tmp_path):
    # Without this the AWS CLI presigns with Signature Version 2 in us-east-1.
    config = tmp_path / "config"
    config.write_text("[default]\ns3 =\n    signature_version = s3v4\n")
    aws("mb", "s3://notes")
    account.client("s3").put_object(Bucket="notes", Key="a", Body=b"x")
    url = aws("presign", "s3://notes/a", AWS_CONFIG_FILE=config).stdout.strip()
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.read() == b"x"
