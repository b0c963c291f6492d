import Cryptography
import HTTPMessage
import Markup
import Testing

@Suite("S3 objects")
struct S3ObjectTests {
    @Test(
        "an object comes back as it was put, with the MD5 as ETag",
        arguments: [0, 1, 4096, 4097, 100_000]
    )
    func roundTrip(size: Int) throws {
        let lab = try S3Lab.withBucket()
        let bytes = patterned(size)
        var digest = StreamingDigest(.md5)
        digest.update(bytes)
        let etag = "\"" + Hex.text(digest.finish()) + "\""
        let put = lab.send(
            "PUT",
            "/bucket/a%20key/%C3%A9",
            [("Content-Type", "text/plain"), ("x-amz-meta-Colour", "blue")],
            body: bytes
        )
        #expect(put.status == 200)
        #expect(put["ETag"] == etag)
        let got = lab.send("GET", "/bucket/a%20key/%C3%A9")
        #expect(got.status == 200)
        #expect(got.body == bytes)
        #expect(got["ETag"] == etag)
        #expect(got["Content-Type"] == "text/plain")
        #expect(got["x-amz-meta-colour"] == "blue")
        let head = lab.send("HEAD", "/bucket/a%20key/%C3%A9")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head["ETag"] == etag)
        #expect(lab.fileCount == (size > 4096 ? 1 : 0))
    }

    @Test(
        "a range gives its bytes",
        arguments: [
            ("bytes=0-0", 206, 0, 1), ("bytes=10-19", 206, 10, 10), ("bytes=9990-", 206, 9990, 10),
            ("bytes=-5", 206, 9995, 5), ("bytes=-20000", 206, 0, 10_000),
            ("bytes=9999-99999999999999999999", 206, 9999, 1), ("bytes=5-4", 200, 0, 10_000),
            ("bytes=0-1,3-4", 200, 0, 10_000), ("lines=1-2", 200, 0, 10_000),
            ("bytes=-", 200, 0, 10_000), ("bytes=10000-", 416, 0, 0), ("bytes=-0", 416, 0, 0),
        ]
    )
    func range(text: String, status: Int, offset: Int, length: Int) throws {
        let lab = try S3Lab.withBucket()
        let bytes = patterned(10_000)
        lab.send("PUT", "/bucket/k", body: bytes)
        let got = lab.send("GET", "/bucket/k", [("Range", text)])
        #expect(got.status == status)
        guard status != 416 else {
            #expect(got.code == "InvalidRange")
            #expect(got.xml?.text(of: "ActualObjectSize") == "10000")
            return
        }
        #expect(got.body == Array(bytes[offset..<offset + length]))
        let end = offset + length - 1
        #expect(got["Content-Range"] == (status == 206 ? "bytes \(offset)-\(end)/10000" : nil))
    }

    @Test("a range of a small object gives its bytes")
    func smallRange() throws {
        let lab = try S3Lab.withBucket()
        _ = lab.send("PUT", "/bucket/k", text: "0123456789")
        #expect(lab.send("GET", "/bucket/k", [("Range", "bytes=2-4")]).text == "234")
    }

    @Test(
        "conditions decide as RFC 9110 orders them",
        arguments: [
            ([("If-Match", "\"5d41402abc4b2a76b9719d911017c592\"")], 200),
            ([("If-Match", "*")], 200),
            ([("If-Match", "\"00000000000000000000000000000000\"")], 412),
            ([("If-None-Match", "\"5d41402abc4b2a76b9719d911017c592\"")], 304),
            ([("If-None-Match", "\"x\", W/\"5d41402abc4b2a76b9719d911017c592\"")], 304),
            ([("If-None-Match", "\"x\"")], 200),
            ([("If-Modified-Since", "Mon, 21 Sep 2026 14:13:20 GMT")], 304),
            ([("If-Modified-Since", "Mon, 21 Sep 2026 14:13:19 GMT")], 200),
            ([("If-Modified-Since", "yesterday")], 200),
            ([("If-Unmodified-Since", "Mon, 21 Sep 2026 14:13:20 GMT")], 200),
            ([("If-Unmodified-Since", "Mon, 21 Sep 2026 14:13:19 GMT")], 412),
            (
                [
                    ("If-Match", "*"), ("If-Unmodified-Since", "Mon, 21 Sep 2026 14:13:19 GMT"),
                ], 200
            ),
            (
                [
                    ("If-None-Match", "\"x\""),
                    ("If-Modified-Since", "Mon, 21 Sep 2026 14:13:20 GMT"),
                ], 200
            ),
        ]
    )
    func conditions(fields: [(String, String)], status: Int) throws {
        let lab = try S3Lab.withBucket()
        _ = lab.send("PUT", "/bucket/k", text: "hello")
        let got = lab.send("GET", "/bucket/k", fields)
        #expect(got.status == status)
        #expect(got.text.isEmpty == (status == 304))
    }

    @Test("conditional writes refuse what is not as expected")
    func conditionalWrites() throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("PUT", "/bucket/k", [("If-Match", "\"x\"")]).code == "NoSuchKey")
        #expect(lab.send("PUT", "/bucket/k", [("If-None-Match", "*")], text: "hello").status == 200)
        let again = lab.send("PUT", "/bucket/k", [("If-None-Match", "*")], text: "other")
        #expect(again.status == 412)
        #expect(lab.send("PUT", "/bucket/k", [("If-Match", "\"x\"")], text: "o").status == 412)
        #expect(lab.send("GET", "/bucket/k").text == "hello")
        let right = [("If-Match", "\"5d41402abc4b2a76b9719d911017c592\"")]
        #expect(lab.send("PUT", "/bucket/k", right, text: "new").status == 200)
        #expect(lab.send("GET", "/bucket/k").text == "new")
    }

    @Test("response parameters replace header fields, but never split them")
    func overrides() throws {
        let lab = try S3Lab.withBucket()
        _ = lab.send("PUT", "/bucket/k", [("Content-Type", "text/plain")], text: "hello")
        let target = "/bucket/k?response-content-type=text%2Fhtml&response-cache-control=no-store"
        let got = lab.send("GET", target)
        #expect(got["Content-Type"] == "text/html")
        #expect(got.fields.count { $0.name.lowercased() == "content-type" } == 1)
        #expect(got["Cache-Control"] == "no-store")
        let split = lab.send("GET", "/bucket/k?response-expires=a%0D%0ASet-Cookie:%20b")
        #expect(split.code == "InvalidArgument")
        let unsigned = lab.send("GET", target, [("x-test-account", "anonymous")])
        #expect(unsigned.code == "InvalidRequest")
    }

    @Test("a replaced or deleted object's file goes")
    func files() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", body: patterned(50_000))
        lab.send("PUT", "/bucket/k", body: patterned(60_000))
        #expect(lab.fileCount == 1)
        #expect(lab.send("DELETE", "/bucket/k").status == 204)
        #expect(lab.fileCount == 0)
        #expect(lab.send("DELETE", "/bucket/k").status == 204)
        #expect(lab.send("GET", "/bucket/k").code == "NoSuchKey")
    }

    @Test("who may not list a bucket does not learn which keys there are")
    func missingKey() throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("GET", "/bucket/none").status == 404)
        lab.gate.refuse("s3:ListBucket")
        let got = lab.send("GET", "/bucket/none")
        #expect(got.status == 403)
        #expect(got.code == "AccessDenied")
        #expect(lab.send("HEAD", "/bucket/none").status == 403)
    }

    @Test(
        "headers that break the rules are refused before the body",
        arguments: [
            (("x-amz-meta-big", String(repeating: "x", count: 2100)), "MetadataTooLarge"),
            (("x-amz-storage-class", "COLD"), "InvalidStorageClass"),
            (("x-amz-acl", "public-read"), "AccessControlListNotSupported"),
            (("x-amz-server-side-encryption", "aws:kms"), "NotImplemented"),
            (("Content-MD5", "nonsense"), "InvalidDigest"),
            (("x-amz-checksum-crc32", "AA=="), "InvalidRequest"),
            (("x-amz-tagging", "a=1&a=2"), "InvalidTag"),
            (("x-amz-tagging", "AWS:a=1"), "InvalidTag"),
            (("x-amz-tagging", "aws:%CC%81a=1"), "InvalidTag"),
            (("x-amz-sdk-checksum-algorithm", "CRC32"), "InvalidRequest"),
            (("Content-Length", "5368709121"), "EntityTooLarge"),
        ]
    )
    func refusedHeaders(field: (String, String), code: String) throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("PUT", "/bucket/k", [field]).code == code)
        #expect(lab.send("GET", "/bucket/k").status == 404)
    }

    @Test("a key of more than 1024 bytes, or one that is no UTF-8, is refused")
    func badKeys() throws {
        let lab = try S3Lab.withBucket()
        let long = String(repeating: "k", count: 1025)
        #expect(lab.send("PUT", "/bucket/\(long)").code == "KeyTooLongError")
        #expect(lab.send("PUT", "/bucket/%FF").code == "InvalidURI")
        #expect(lab.send("PUT", "/bucket/%2").code == "InvalidURI")
        #expect(lab.send("PUT", "/bucket/\(long.dropFirst())").status == 200)
    }

    @Test("errors have S3's form, and none in answer to HEAD")
    func errorForm() throws {
        let lab = try S3Lab.withBucket()
        let got = lab.send("GET", "/nowhere/k")
        #expect(got.status == 404)
        #expect(got["Content-Type"] == "application/xml")
        let error = try #require(got.xml)
        #expect(error.name == "Error")
        #expect(error.text(of: "Code") == "NoSuchBucket")
        #expect(error.text(of: "BucketName") == "nowhere")
        #expect(error.text(of: "Resource") == "/nowhere/k")
        #expect(error.text(of: "RequestId") == got["x-amz-request-id"])
        let head = lab.send("HEAD", "/nowhere")
        #expect(head.status == 404)
        #expect(head.body.isEmpty)
    }
}
