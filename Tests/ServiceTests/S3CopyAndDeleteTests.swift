import Cryptography
import HTTPMessage
import Markup
import S3Service
import Testing

@Suite("S3 copies, deletions and tags")
struct S3CopyAndDeleteTests {
    @Test("a copy has the source's bytes and metadata, and outlives it", arguments: [10, 20_000])
    func copy(size: Int) throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/target", [("x-test-account", "444455556666")])
        let bytes = patterned(size)
        let source = lab.send(
            "PUT",
            "/bucket/a%20b",
            [("Content-Type", "a/b"), ("x-amz-tagging", "t=1")],
            body: bytes
        )
        let copy = lab.send("PUT", "/target/c", [("x-amz-copy-source", "bucket/a%20b")])
        #expect(copy.xml?.text(of: "ETag") == source["ETag"])
        lab.send("DELETE", "/bucket/a%20b")
        let got = lab.send("GET", "/target/c")
        #expect(got.body == bytes)
        #expect(got["Content-Type"] == "a/b")
        #expect(got["x-amz-tagging-count"] == "1")
        #expect(lab.fileCount == (size > 4096 ? 1 : 0))
    }

    @Test("a copy asks for reading the source and writing the target")
    func permissions() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a", [("x-amz-tagging", "t=1")], body: [1])
        _ = lab.gate.takeDemands()
        lab.send("PUT", "/bucket/b", [("x-amz-copy-source", "/bucket/a")])
        let demands = lab.gate.takeDemands().map { $0.action + " " + $0.resource }
        #expect(
            Set(demands) == [
                "s3:GetObject arn:aws:s3:::bucket/a", "s3:PutObject arn:aws:s3:::bucket/b",
                "s3:PutObjectTagging arn:aws:s3:::bucket/b",
                "s3:GetObjectTagging arn:aws:s3:::bucket/a",
            ]
        )
        lab.gate.refuse("s3:GetObject")
        let refused = lab.send("PUT", "/bucket/c", [("x-amz-copy-source", "/bucket/a")])
        #expect(refused.status == 403)
    }

    @Test("an object is copied to itself only to change its metadata")
    func itself() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a", [("x-amz-meta-m", "1")], body: patterned(9000))
        let source = [("x-amz-copy-source", "/bucket/a")]
        #expect(lab.send("PUT", "/bucket/a", source).code == "InvalidRequest")
        let change = source + [("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-m", "2")]
        #expect(lab.send("PUT", "/bucket/a", change).status == 200)
        let got = lab.send("GET", "/bucket/a")
        #expect(got["x-amz-meta-m"] == "2")
        #expect(got.body == patterned(9000))
        #expect(lab.fileCount == 1)
    }

    @Test(
        "conditions on the source, and sources that are not there",
        arguments: [
            ([("x-amz-copy-source-if-match", "\"x\"")], "PreconditionFailed"),
            ([("x-amz-copy-source-if-none-match", "*")], "PreconditionFailed"),
            ([("x-amz-copy-source", "/bucket/none")], "NoSuchKey"),
            ([("x-amz-copy-source", "/none/a")], "NoSuchBucket"),
            ([("x-amz-copy-source", "bucket")], "InvalidArgument"),
            ([("x-amz-metadata-directive", "KEEP")], "InvalidArgument"),
        ]
    )
    func refused(fields: [(String, String)], code: String) throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a", body: [1])
        var all = fields
        if fields[0].0 != "x-amz-copy-source" { all.append(("x-amz-copy-source", "/bucket/a")) }
        #expect(lab.send("PUT", "/bucket/b", all).code == code)
        #expect(lab.send("GET", "/bucket/b").status == 404)
    }

    @Test("a copy of a multipart object has the MD5 of its bytes")
    func multipartSource() throws {
        let lab = try S3Lab.withBucket()
        let id = try #require(lab.send("POST", "/bucket/m?uploads").xml?.text(of: "UploadId"))
        _ = lab.send("PUT", "/bucket/m?uploadId=\(id)&partNumber=1", text: "hello")
        let list =
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            + "<ETag>5d41402abc4b2a76b9719d911017c592</ETag></Part></CompleteMultipartUpload>"
        #expect(lab.send("POST", "/bucket/m?uploadId=\(id)", text: list).status == 200)
        let copy = lab.send("PUT", "/bucket/c", [("x-amz-copy-source", "bucket/m")])
        #expect(copy.xml?.text(of: "ETag") == "\"5d41402abc4b2a76b9719d911017c592\"")
    }

    private func digestField(_ body: String) -> [(String, String)] {
        var digest = StreamingDigest(.md5)
        digest.update(Array(body.utf8))
        return [("Content-MD5", Base64.text(digest.finish()))]
    }

    @Test("many objects are deleted at once, each with its result")
    func deleteMany() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a", body: patterned(9000))
        lab.send("PUT", "/bucket/b%3C", body: [1])
        let body = "<Delete><Object><Key>a</Key></Object><Object><Key>b&lt;</Key></Object></Delete>"
        #expect(lab.send("POST", "/bucket?delete", text: body).code == "InvalidRequest")
        let done = lab.send("POST", "/bucket?delete", digestField(body), text: body)
        #expect(done.xml?.children("Deleted").compactMap { $0.text(of: "Key") } == ["a", "b<"])
        #expect(lab.fileCount == 0)
        lab.gate.refuse("s3:DeleteObject")
        let quiet = "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>"
        let refused = lab.send("POST", "/bucket?delete", digestField(quiet), text: quiet)
        #expect(refused.status == 200)
        #expect(refused.xml?.child("Error")?.text(of: "Code") == "AccessDenied")
        lab.gate.refuse()
        let silent = lab.send("POST", "/bucket?delete", digestField(quiet), text: quiet)
        #expect(silent.xml?.children.isEmpty == true)
        let empty = "<Delete></Delete>"
        let none = lab.send("POST", "/bucket?delete", digestField(empty), text: empty)
        #expect(none.code == "MalformedXML")
    }

    @Test("an object's tags are set, read, removed, and seen by the gate")
    func tags() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", [("x-amz-tagging", "a=1&b=two%20words")], body: [1])
        let set = lab.send("GET", "/bucket/k?tagging").xml?.child("TagSet")
        #expect(set?.children.compactMap { $0.text(of: "Value") } == ["1", "two words"])
        let body = "<Tagging><TagSet><Tag><Key>c</Key><Value/></Tag></TagSet></Tagging>"
        #expect(lab.send("PUT", "/bucket/k?tagging", text: body).status == 200)
        _ = lab.gate.takeDemands()
        lab.send("GET", "/bucket/k")
        let keys = lab.gate.takeDemands().first?.keys
        #expect(keys?.first?.key == "s3:ExistingObjectTag/c")
        #expect(lab.send("DELETE", "/bucket/k?tagging").status == 204)
        #expect(lab.send("GET", "/bucket/k?tagging").xml?.child("TagSet")?.children.isEmpty == true)
    }
}
