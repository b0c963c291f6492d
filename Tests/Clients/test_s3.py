"""S3 with boto3: buckets, objects, ranges, copies, listings, multipart uploads, policies."""

import hashlib
import io
import json
import os
import urllib.request

import boto3.s3.transfer
import pytest
from expect import denied, error
from server import allow, deny, document

BIG = os.urandom(11 * 1024 * 1024 + 17)


@pytest.fixture
def s3(account):
    return account.client("s3")


@pytest.fixture
def notes(s3):
    """S3, with a bucket `notes`."""
    s3.create_bucket(Bucket="notes")
    return s3


def etag(data):
    return f'"{hashlib.md5(data).hexdigest()}"'


def body(answer):
    return answer["Body"].read()


# --- Buckets ------------------------------------------------------------------------------------


def test_a_bucket_lives(s3):
    made = s3.create_bucket(Bucket="notes")
    assert made["Location"] == "/notes"
    assert s3.head_bucket(Bucket="notes")["ResponseMetadata"]["HTTPStatusCode"] == 200
    buckets = s3.list_buckets()
    assert [bucket["Name"] for bucket in buckets["Buckets"]] == ["notes"]
    assert buckets["Buckets"][0]["CreationDate"] and buckets["Owner"]["ID"]
    assert s3.get_bucket_location(Bucket="notes")["LocationConstraint"] is None
    s3.delete_bucket(Bucket="notes")
    with error("NoSuchBucket", 404, "The specified bucket does not exist"):
        s3.list_objects_v2(Bucket="notes")
    with error("404", 404):
        s3.head_bucket(Bucket="notes")
    with error("NoSuchBucket", 404):
        s3.delete_bucket(Bucket="notes")


def test_a_bucket_has_a_region(account):
    s3 = account.client("s3", region="eu-central-1")
    s3.create_bucket(
        Bucket="notes", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    assert s3.get_bucket_location(Bucket="notes")["LocationConstraint"] == "eu-central-1"


def test_bucket_names_are_shared_by_all_accounts(account, other, notes):
    with error("BucketAlreadyExists", 409):
        other.client("s3").create_bucket(Bucket="notes")
    assert other.client("s3").list_buckets()["Buckets"] == []


@pytest.mark.parametrize("name", ["ab", "Upper", "under_score", "-dash", "a..b", "192.168.1.1"])
def test_malformed_bucket_names_are_refused(account, name):
    s3 = account.client("s3", validate=False)
    s3.meta.events.unregister("before-parameter-build.s3", None)
    with pytest.raises(Exception) as caught:
        s3.create_bucket(Bucket=name)
    answer = getattr(caught.value, "response", None)
    if answer is not None:  # botocore itself refuses some
        assert answer["Error"]["Code"] == "InvalidBucketName", answer
    assert s3.list_buckets()["Buckets"] == []


def test_a_bucket_with_objects_cannot_be_deleted(notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"a")
    with error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty"):
        notes.delete_bucket(Bucket="notes")


# --- Objects ------------------------------------------------------------------------------------


def test_an_object_lives(notes):
    put = notes.put_object(
        Bucket="notes",
        Key="a/b.txt",
        Body=b"hello",
        ContentType="text/plain",
        CacheControl="no-cache",
        ContentDisposition="inline",
        ContentLanguage="de",
        Metadata={"note": "mine", "a-b": "c, d"},
    )
    assert put["ETag"] == etag(b"hello")
    got = notes.get_object(Bucket="notes", Key="a/b.txt")
    assert body(got) == b"hello" and got["ContentLength"] == 5
    for name, value in {
        "ETag": etag(b"hello"),
        "ContentType": "text/plain",
        "CacheControl": "no-cache",
        "ContentDisposition": "inline",
        "ContentLanguage": "de",
        "AcceptRanges": "bytes",
        "Metadata": {"note": "mine", "a-b": "c, d"},
    }.items():
        assert got[name] == value
    head = notes.head_object(Bucket="notes", Key="a/b.txt")
    assert head["ETag"] == got["ETag"] and head["LastModified"] == got["LastModified"]
    notes.put_object(Bucket="notes", Key="a/b.txt", Body=b"")
    got = notes.get_object(Bucket="notes", Key="a/b.txt")
    assert body(got) == b"" and got["Metadata"] == {} and got["ETag"] == etag(b"")
    notes.delete_object(Bucket="notes", Key="a/b.txt")
    notes.delete_object(Bucket="notes", Key="a/b.txt")  # twice is no error
    with error("NoSuchKey", 404, "The specified key does not exist."):
        notes.get_object(Bucket="notes", Key="a/b.txt")
    with error("404", 404):
        notes.head_object(Bucket="notes", Key="a/b.txt")


def test_the_content_type_has_a_default(notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    assert notes.head_object(Bucket="notes", Key="a")["ContentType"] == "binary/octet-stream"


@pytest.mark.parametrize(
    "header, part, span",
    [
        ("bytes=0-0", slice(0, 1), "bytes 0-0/10"),
        ("bytes=2-4", slice(2, 5), "bytes 2-4/10"),
        ("bytes=7-", slice(7, 10), "bytes 7-9/10"),
        ("bytes=-3", slice(7, 10), "bytes 7-9/10"),
        ("bytes=-99", slice(0, 10), "bytes 0-9/10"),
        ("bytes=5-99", slice(5, 10), "bytes 5-9/10"),
    ],
)
def test_ranges(notes, header, part, span):
    notes.put_object(Bucket="notes", Key="a", Body=b"0123456789")
    got = notes.get_object(Bucket="notes", Key="a", Range=header)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert (body(got), got["ContentRange"]) == (b"0123456789"[part], span)


def test_ranges_that_cannot_be(notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"0123456789")
    for header in ("bytes=10-", "bytes=99-100", "bytes=-0"):
        with error("InvalidRange", 416, "The requested range is not satisfiable"):
            notes.get_object(Bucket="notes", Key="a", Range=header)
    for header in ("bytes=5-2", "lines=1-2", "bytes=x-y"):
        got = notes.get_object(Bucket="notes", Key="a", Range=header)
        assert body(got) == b"0123456789"


def test_conditions_on_reading(notes):
    tag = notes.put_object(Bucket="notes", Key="a", Body=b"x")["ETag"]
    assert body(notes.get_object(Bucket="notes", Key="a", IfMatch=tag)) == b"x"
    with error("PreconditionFailed", 412):
        notes.get_object(Bucket="notes", Key="a", IfMatch='"0"')
    with error("304", 304):
        notes.get_object(Bucket="notes", Key="a", IfNoneMatch=tag)


def test_conditions_on_writing(notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"x", IfNoneMatch="*")
    with error("PreconditionFailed", 412):
        notes.put_object(Bucket="notes", Key="a", Body=b"y", IfNoneMatch="*")
    assert body(notes.get_object(Bucket="notes", Key="a")) == b"x"


CHECKSUMS = {  # of "hello"
    "CRC32": "NhCmhg==",
    "CRC32C": "mnG7TA==",
    "CRC64NVME": "M3eFcAZSQlc=",
    "SHA1": "qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    "SHA256": "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
}


@pytest.mark.parametrize("algorithm", CHECKSUMS)
def test_checksums(notes, algorithm):
    name, value = f"Checksum{algorithm}", CHECKSUMS[algorithm]
    put = notes.put_object(Bucket="notes", Key="a", Body=b"hello", **{name: value})
    assert put[name] == value
    head = notes.head_object(Bucket="notes", Key="a", ChecksumMode="ENABLED")
    assert head[name] == value
    got = notes.get_object(Bucket="notes", Key="a", ChecksumMode="ENABLED")
    assert body(got) == b"hello" and got[name] == value


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_that_botocore_computes(notes, algorithm):
    put = notes.put_object(Bucket="notes", Key="a", Body=b"hello", ChecksumAlgorithm=algorithm)
    assert put[f"Checksum{algorithm}"] == CHECKSUMS[algorithm]


def test_a_wrong_checksum_stores_nothing(notes):
    with error("BadDigest", 400):
        notes.put_object(Bucket="notes", Key="a", Body=b"hello", ChecksumCRC32="AAAAAA==")
    assert "Contents" not in notes.list_objects_v2(Bucket="notes")


def test_a_body_may_be_streamed(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a", Body=io.BytesIO(BIG))
    assert s3.head_object(Bucket="notes", Key="a")["ETag"] == etag(BIG)
    unsigned = account.client(
        "s3", s3={"addressing_style": "path", "payload_signing_enabled": False}
    )
    unsigned.put_object(Bucket="notes", Key="b", Body=io.BytesIO(BIG))
    got = body(s3.get_object(Bucket="notes", Key="b"))
    assert got == BIG


def test_copies(account, notes):
    notes.create_bucket(Bucket="other")
    notes.put_object(
        Bucket="notes", Key="a b/ü", Body=b"x", ContentType="text/plain", Metadata={"k": "v"}
    )
    copied = notes.copy_object(
        Bucket="other", Key="copy", CopySource={"Bucket": "notes", "Key": "a b/ü"}
    )
    assert copied["CopyObjectResult"]["ETag"] == etag(b"x")
    got = notes.get_object(Bucket="other", Key="copy")
    assert (body(got), got["ContentType"], got["Metadata"]) == (b"x", "text/plain", {"k": "v"})
    notes.copy_object(
        Bucket="other",
        Key="copy",
        CopySource={"Bucket": "other", "Key": "copy"},
        MetadataDirective="REPLACE",
        Metadata={"new": "1"},
        ContentType="text/html",
    )
    got = notes.get_object(Bucket="other", Key="copy")
    assert (body(got), got["ContentType"], got["Metadata"]) == (b"x", "text/html", {"new": "1"})
    with error("InvalidRequest", 400):
        notes.copy_object(Bucket="other", Key="copy", CopySource={"Bucket": "other", "Key": "copy"})
    with error("NoSuchKey", 404):
        notes.copy_object(Bucket="other", Key="c", CopySource="notes/none")


def test_a_copy_needs_both_permissions(account, notes):
    notes.create_bucket(Bucket="other")
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    read = allow("s3:GetObject", "arn:aws:s3:::notes/*")
    write = allow("s3:PutObject", "arn:aws:s3:::other/*")
    keys = account.user("Ann", read)
    copy = lambda: account.client("s3", keys).copy_object(
        Bucket="other", Key="a", CopySource="notes/a"
    )
    with denied():
        copy()
    account.allow("Ann", write)
    with denied():
        copy()
    account.allow("Ann", read, write)
    copy()


def test_many_are_deleted_at_once(notes):
    for name in "abc":
        notes.put_object(Bucket="notes", Key=name, Body=b"x")
    answer = notes.delete_objects(
        Bucket="notes", Delete={"Objects": [{"Key": "a"}, {"Key": "b"}, {"Key": "none"}]}
    )
    assert sorted(item["Key"] for item in answer["Deleted"]) == ["a", "b", "none"]
    answer = notes.delete_objects(Bucket="notes", Delete={"Objects": [{"Key": "c"}], "Quiet": True})
    assert "Deleted" not in answer and "Errors" not in answer
    assert "Contents" not in notes.list_objects_v2(Bucket="notes")


def test_deleting_many_tells_what_was_denied(account, notes):
    for name in ("mine/a", "yours/a"):
        notes.put_object(Bucket="notes", Key=name, Body=b"x")
    keys = account.user("Ann", allow("s3:DeleteObject", "arn:aws:s3:::notes/mine/*"))
    answer = account.client("s3", keys).delete_objects(
        Bucket="notes", Delete={"Objects": [{"Key": "mine/a"}, {"Key": "yours/a"}]}
    )
    assert [item["Key"] for item in answer["Deleted"]] == ["mine/a"]
    assert [(item["Key"], item["Code"]) for item in answer["Errors"]] == [
        ("yours/a", "AccessDenied")
    ]


# --- Listings -----------------------------------------------------------------------------------

KEYS = ["a.txt", "b/1", "b/2", "b/c/3", "d/4", "e&<>'\" .txt", "ü/✓"]


@pytest.fixture
def filled(notes):
    for key in KEYS:
        notes.put_object(Bucket="notes", Key=key, Body=key.encode())
    return notes


def keys(answer):
    return [item["Key"] for item in answer.get("Contents", [])]


def prefixes(answer):
    return [item["Prefix"] for item in answer.get("CommonPrefixes", [])]


@pytest.mark.parametrize("version", ["list_objects", "list_objects_v2"])
def test_listings(filled, version):
    listing = lambda **more: getattr(filled, version)(Bucket="notes", **more)
    whole = listing()
    assert keys(whole) == KEYS and not whole["IsTruncated"]
    assert whole["Contents"][0]["Size"] == 5
    assert whole["Contents"][0]["ETag"] == etag(b"a.txt")
    assert keys(listing(Prefix="b/")) == ["b/1", "b/2", "b/c/3"]
    top = listing(Delimiter="/")
    assert keys(top) == ["a.txt", "e&<>'\" .txt"] and prefixes(top) == ["b/", "d/", "ü/"]
    inner = listing(Prefix="b/", Delimiter="/")
    assert keys(inner) == ["b/1", "b/2"] and prefixes(inner) == ["b/c/"]
    assert keys(listing(Prefix="none")) == []
    assert keys(listing(MaxKeys=0)) == []


@pytest.mark.parametrize("version", ["list_objects", "list_objects_v2"])
def test_listings_are_paged(filled, version):
    paginator = filled.get_paginator(version)
    pages = list(paginator.paginate(Bucket="notes", PaginationConfig={"PageSize": 3}))
    assert [key for page in pages for key in keys(page)] == KEYS
    assert [len(keys(page)) for page in pages] == [3, 3, 1]
    pages = list(
        paginator.paginate(Bucket="notes", Delimiter="/", PaginationConfig={"PageSize": 2})
    )
    assert [name for page in pages for name in keys(page)] == ["a.txt", "e&<>'\" .txt"]
    assert [name for page in pages for name in prefixes(page)] == ["b/", "d/", "ü/"]


def test_listings_start_after(filled):
    answer = filled.list_objects_v2(Bucket="notes", StartAfter="b/2")
    assert keys(answer) == KEYS[3:] and answer["KeyCount"] == 4
    assert keys(filled.list_objects(Bucket="notes", Marker="b/2")) == KEYS[3:]
    with error("InvalidArgument", 400):
        filled.list_objects_v2(Bucket="notes", ContinuationToken="never given out")


# --- Multipart ----------------------------------------------------------------------------------

PART = 5 * 1024 * 1024


def test_a_multipart_upload_lives(notes):
    upload = notes.create_multipart_upload(
        Bucket="notes", Key="big", ContentType="text/plain", Metadata={"k": "v"}
    )["UploadId"]
    pieces = [BIG[:PART], BIG[PART : 2 * PART], BIG[2 * PART :]]
    name = {"Bucket": "notes", "Key": "big", "UploadId": upload}
    parts = [
        {
            "PartNumber": number,
            "ETag": notes.upload_part(**name, PartNumber=number, Body=data)["ETag"],
        }
        for number, data in enumerate(pieces, 1)
    ]
    assert [part["ETag"] for part in parts] == [etag(data) for data in pieces]
    listed = notes.list_parts(**name)["Parts"]
    assert [(part["PartNumber"], part["Size"]) for part in listed] == [
        (number, len(data)) for number, data in enumerate(pieces, 1)
    ]
    uploads = notes.list_multipart_uploads(Bucket="notes")["Uploads"]
    assert [item["UploadId"] for item in uploads] == [upload]
    assert "Contents" not in notes.list_objects_v2(Bucket="notes")
    done = notes.complete_multipart_upload(**name, MultipartUpload={"Parts": parts})
    digests = b"".join(hashlib.md5(data).digest() for data in pieces)
    assert done["ETag"] == f'"{hashlib.md5(digests).hexdigest()}-3"'
    got = notes.get_object(Bucket="notes", Key="big")
    assert body(got) == BIG and got["ETag"] == done["ETag"] and got["Metadata"] == {"k": "v"}
    assert got["ContentType"] == "text/plain"
    tail = notes.get_object(Bucket="notes", Key="big", Range=f"bytes={PART - 5}-{PART + 4}")
    assert body(tail) == BIG[PART - 5 : PART + 5]
    assert "Uploads" not in notes.list_multipart_uploads(Bucket="notes")
    with error("NoSuchUpload", 404):
        notes.upload_part(**name, PartNumber=1, Body=b"x")


def test_a_multipart_upload_can_be_aborted(notes):
    upload = notes.create_multipart_upload(Bucket="notes", Key="big")["UploadId"]
    name = {"Bucket": "notes", "Key": "big", "UploadId": upload}
    notes.upload_part(**name, PartNumber=1, Body=b"x")
    notes.abort_multipart_upload(**name)
    with error("NoSuchUpload", 404):
        notes.list_parts(**name)
    with error("404", 404):
        notes.head_object(Bucket="notes", Key="big")
    notes.delete_bucket(Bucket="notes")


def test_parts_must_be_there_in_order_and_large(notes):
    upload = notes.create_multipart_upload(Bucket="notes", Key="big")["UploadId"]
    name = {"Bucket": "notes", "Key": "big", "UploadId": upload}
    tags = [notes.upload_part(**name, PartNumber=n, Body=b"small")["ETag"] for n in (1, 2)]
    complete = lambda *parts: notes.complete_multipart_upload(
        **name,
        MultipartUpload={"Parts": [{"PartNumber": n, "ETag": tag} for n, tag in parts]},
    )
    with error("InvalidPart", 400):
        complete((3, tags[1]))
    with error("InvalidPart", 400):
        complete((1, '"00000000000000000000000000000000"'))
    with error("InvalidPartOrder", 400):
        complete((2, tags[1]), (1, tags[0]))
    with error("EntityTooSmall", 400):
        complete((1, tags[0]), (2, tags[1]))
    complete((1, tags[0]))
    assert body(notes.get_object(Bucket="notes", Key="big")) == b"small"


def test_a_part_may_be_copied(notes):
    notes.put_object(Bucket="notes", Key="source", Body=BIG)
    upload = notes.create_multipart_upload(Bucket="notes", Key="big")["UploadId"]
    name = {"Bucket": "notes", "Key": "big", "UploadId": upload}
    copied = notes.upload_part_copy(
        **name, PartNumber=1, CopySource="notes/source", CopySourceRange=f"bytes=0-{PART - 1}"
    )
    tag = copied["CopyPartResult"]["ETag"]
    assert tag == etag(BIG[:PART])
    notes.complete_multipart_upload(
        **name, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": tag}]}
    )
    assert body(notes.get_object(Bucket="notes", Key="big")) == BIG[:PART]


def test_boto3_transfers_large_files(notes, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(BIG)
    config = boto3.s3.transfer.TransferConfig(multipart_threshold=PART, multipart_chunksize=PART)
    notes.upload_file(str(source), "notes", "big", Config=config)
    notes.download_file("notes", "big", str(target), Config=config)
    assert target.read_bytes() == BIG
    assert notes.head_object(Bucket="notes", Key="big")["ETag"].endswith('-3"')


# --- Presigned ----------------------------------------------------------------------------------


def fetch(url, method="GET", data=None, **headers):
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def signer(account, keys=None):
    """S3 that presigns with Signature Version 4; botocore still takes version 2 in us-east-1."""
    return account.client("s3", keys, signature_version="s3v4")


def test_presigned_urls(account, notes):
    presigner = signer(account)
    url = presigner.generate_presigned_url("put_object", {"Bucket": "notes", "Key": "a b"})
    fetch(url, "PUT", b"hello", **{"Content-Type": ""})
    url = presigner.generate_presigned_url(
        "get_object",
        {"Bucket": "notes", "Key": "a b", "ResponseContentType": "text/x-mine"},
        ExpiresIn=60,
    )
    assert fetch(url) == b"hello"
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.headers["content-type"] == "text/x-mine"
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(url.replace("a%20b", "other"))
    assert caught.value.code == 403
    assert b"<Code>SignatureDoesNotMatch</Code>" in caught.value.read()


def test_a_presigned_url_has_the_signers_rights(account, notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    keys = account.user("Ann")
    url = signer(account, keys).generate_presigned_url(
        "get_object", {"Bucket": "notes", "Key": "a"}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(url)
    assert caught.value.code == 403 and b"<Code>AccessDenied</Code>" in caught.value.read()
    account.allow("Ann", allow("s3:GetObject", "arn:aws:s3:::notes/a"))
    assert fetch(url) == b"x"


# --- Who may ------------------------------------------------------------------------------------

ROWS = [
    ("create_bucket", {"Bucket": "fresh"}, "s3:CreateBucket", "fresh"),
    ("head_bucket", {"Bucket": "notes"}, "s3:ListBucket", "notes"),
    ("delete_bucket", {"Bucket": "spare"}, "s3:DeleteBucket", "spare"),
    ("list_buckets", {}, "s3:ListAllMyBuckets", None),
    ("get_bucket_location", {"Bucket": "notes"}, "s3:GetBucketLocation", "notes"),
    ("list_objects", {"Bucket": "notes"}, "s3:ListBucket", "notes"),
    ("list_objects_v2", {"Bucket": "notes"}, "s3:ListBucket", "notes"),
    ("get_object", {"Bucket": "notes", "Key": "a"}, "s3:GetObject", "notes/a"),
    ("head_object", {"Bucket": "notes", "Key": "a"}, "s3:GetObject", "notes/a"),
    ("put_object", {"Bucket": "notes", "Key": "b", "Body": b""}, "s3:PutObject", "notes/b"),
    ("delete_object", {"Bucket": "notes", "Key": "a"}, "s3:DeleteObject", "notes/a"),
    ("get_bucket_policy", {"Bucket": "notes"}, "s3:GetBucketPolicy", "notes"),
    ("put_bucket_policy", {"Bucket": "notes", "Policy": "POLICY"}, "s3:PutBucketPolicy", "notes"),
    ("delete_bucket_policy", {"Bucket": "notes"}, "s3:DeleteBucketPolicy", "notes"),
    ("create_multipart_upload", {"Bucket": "notes", "Key": "c"}, "s3:PutObject", "notes/c"),
    ("list_multipart_uploads", {"Bucket": "notes"}, "s3:ListBucketMultipartUploads", "notes"),
    ("get_object_tagging", {"Bucket": "notes", "Key": "a"}, "s3:GetObjectTagging", "notes/a"),
    ("delete_object_tagging", {"Bucket": "notes", "Key": "a"}, "s3:DeleteObjectTagging", "notes/a"),
    ("get_bucket_versioning", {"Bucket": "notes"}, "s3:GetBucketVersioning", "notes"),
    ("get_bucket_acl", {"Bucket": "notes"}, "s3:GetBucketAcl", "notes"),
]


@pytest.mark.parametrize("operation, parameters, action, resource", ROWS, ids=[r[0] for r in ROWS])
def test_each_operation_needs_its_permission(
    account, notes, operation, parameters, action, resource
):
    notes.create_bucket(Bucket="spare")
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:GetObjectTorrent",
        "Resource": "arn:aws:s3:::notes/*",
    }
    policy = document(statement)
    notes.put_bucket_policy(Bucket="notes", Policy=policy)
    parameters = {
        name: policy if value == "POLICY" else value for name, value in parameters.items()
    }
    ann = account.user("Ann")
    call = lambda: getattr(account.client("s3", ann), operation)(**parameters)
    code = "403" if operation.startswith("head") else "AccessDenied"
    arn = f"arn:aws:s3:::{resource}" if resource else "*"
    with error(code, 403, None if code == "403" else action):
        call()
    account.allow("Ann", allow(action, arn + "x" if resource else "arn:aws:s3:::x"))
    with error(code, 403):
        call()
    account.allow("Ann", allow("s3:*"), deny(action, arn))
    with error(code, 403):
        call()
    account.allow("Ann", allow(action, arn))
    assert call()["ResponseMetadata"]["HTTPStatusCode"] in (200, 204)


def test_conditions_on_prefixes(account, filled):
    ann = account.user(
        "Ann",
        allow("s3:ListBucket", Condition={"StringLike": {"s3:prefix": "b/*"}}),
    )
    s3 = account.client("s3", ann)
    assert keys(s3.list_objects_v2(Bucket="notes", Prefix="b/")) == ["b/1", "b/2", "b/c/3"]
    with denied():
        s3.list_objects_v2(Bucket="notes", Prefix="d/")
    with denied():
        s3.list_objects_v2(Bucket="notes")


def test_a_missing_key_is_told_only_to_who_may_list(account, notes):
    # - Source: Amazon S3 API Reference, GetObject, "Permissions".
    ann = account.user("Ann", allow("s3:GetObject"))
    s3 = account.client("s3", ann)
    with denied():
        s3.get_object(Bucket="notes", Key="none")
    account.allow("Ann", allow(["s3:GetObject", "s3:ListBucket"]))
    with error("NoSuchKey", 404):
        s3.get_object(Bucket="notes", Key="none")


def test_a_bucket_policy_lives(account, notes):
    with error("NoSuchBucketPolicy", 404, "The bucket policy does not exist"):
        notes.get_bucket_policy(Bucket="notes")
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": account.arn("root")},
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::notes", "arn:aws:s3:::notes/*"],
    }
    notes.put_bucket_policy(Bucket="notes", Policy=document(statement))
    read = json.loads(notes.get_bucket_policy(Bucket="notes")["Policy"])
    assert read["Statement"] == [statement]
    for bad in (
        "{",
        document(statement | {"Resource": "arn:aws:s3:::other/*"}),
        document(statement | {"Principal": {"AWS": account.arn("user/Nobody")}}),
        document({name: value for name, value in statement.items() if name != "Principal"}),
        document(statement | {"Condition": {"NoSuch": {"a": "b"}}}),
        document(statement | {"Action": "iam:GetUser"}),
    ):
        with error("MalformedPolicy", 400):
            notes.put_bucket_policy(Bucket="notes", Policy=bad)
    notes.delete_bucket_policy(Bucket="notes")
    with error("NoSuchBucketPolicy", 404):
        notes.get_bucket_policy(Bucket="notes")


def test_a_bucket_policy_can_deny_its_own_account(account, notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    ann = account.user("Ann", allow("s3:*"))
    s3 = account.client("s3", ann)
    assert body(s3.get_object(Bucket="notes", Key="a")) == b"x"
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::notes/*",
    }
    notes.put_bucket_policy(Bucket="notes", Policy=document(statement))
    with denied("with an explicit deny in a resource-based policy"):
        s3.get_object(Bucket="notes", Key="a")


def test_an_open_bucket_may_be_read_without_keys(account, notes):
    notes.put_object(Bucket="notes", Key="a", Body=b"x")
    url = f"{account.server.endpoint}/notes/a"
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(url)
    assert caught.value.code == 403
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::notes/*",
    }
    notes.put_bucket_policy(Bucket="notes", Policy=document(statement))
    assert fetch(url) == b"x"
    with pytest.raises(urllib.error.HTTPError):
        fetch(url, "DELETE")
