import Base
import Cryptography
import Markup
import S3Service
import Store
import Testing

@Suite("S3 integrity")
struct S3IntegrityTests {
    private static let hello = "hello"
    private static let helloSHA256 =
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

    @Test(
        "a digest that does not fit the body is refused, and nothing is stored",
        arguments: [
            ("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest"),
            ("x-amz-checksum-crc32", "AAAAAA==", "BadDigest"),
            ("x-amz-checksum-crc32c", "AAAAAA==", "BadDigest"),
            ("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=", "BadDigest"),
            ("x-amz-checksum-sha1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "BadDigest"),
            (
                "x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "BadDigest"
            ),
            (
                "x-amz-content-sha256",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "XAmzContentSHA256Mismatch"
            ),
        ],
        [5, 20_000]
    )
    func mismatch(wrong: (name: String, value: String, code: String), size: Int) throws {
        let lab = try S3Lab.withBucket()
        let got = lab.send("PUT", "/bucket/k", [(wrong.name, wrong.value)], body: patterned(size))
        #expect(got.status == 400)
        #expect(got.code == wrong.code)
        #expect(lab.send("GET", "/bucket/k").status == 404)
        #expect(lab.fileCount == 0)
    }

    // Values of "hello", computed with zlib, awscrt and hashlib.
    @Test(
        "a right digest is kept and given back when asked for",
        arguments: [
            ("x-amz-checksum-crc32", "NhCmhg=="), ("x-amz-checksum-crc32c", "mnG7TA=="),
            ("x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="),
            ("x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
        ]
    )
    func kept(name: String, value: String) throws {
        let lab = try S3Lab.withBucket()
        let put = lab.send(
            "PUT",
            "/bucket/k",
            [(name, value), ("x-amz-content-sha256", Self.helloSHA256)],
            text: Self.hello
        )
        #expect(put.status == 200)
        #expect(put[name] == value)
        let got = lab.send("GET", "/bucket/k", [("x-amz-checksum-mode", "ENABLED")])
        #expect(got[name] == value)
        #expect(got["x-amz-checksum-type"] == "FULL_OBJECT")
        #expect(lab.send("GET", "/bucket/k")[name] == nil)
    }

    @Test("a chunked body is unwrapped, and the checksum in its trailer verified")
    func chunked() throws {
        let lab = try S3Lab.withBucket()
        let bytes = patterned(9000)
        var crc = CRC(.crc32)
        crc.update(bytes.span)
        let framed =
            Array("1388\r\n".utf8) + bytes[..<5000] + Array("\r\nfa0\r\n".utf8) + bytes[5000...]
            + Array("\r\n0\r\nx-amz-checksum-crc32:\(Base64.text(crc.bytes))\r\n\r\n".utf8)
        let fields = [
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", "9000"), ("x-amz-trailer", "x-amz-checksum-crc32"),
            ("Content-Encoding", "aws-chunked,gzip"),
        ]
        #expect(lab.send("PUT", "/bucket/k", fields, body: framed).status == 200)
        let got = lab.send("GET", "/bucket/k", [("x-amz-checksum-mode", "ENABLED")])
        #expect(got.body == bytes)
        #expect(got["Content-Encoding"] == "gzip")
        #expect(got["x-amz-checksum-crc32"] == Base64.text(crc.bytes))
        let cut = lab.send("PUT", "/bucket/cut", fields, body: Array(framed.prefix(7000)))
        #expect(cut.code == "IncompleteBody")
        #expect(lab.send("GET", "/bucket/cut").status == 404)
    }

    @Test("a document may come in chunks too")
    func chunkedDocument() throws {
        let lab = try S3Lab.withBucket()
        let body = "<Tagging><TagSet><Tag><Key>c</Key><Value>d</Value></Tag></TagSet></Tagging>"
        let fields = [
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", String(body.utf8.count)),
        ]
        let size = String(body.utf8.count, radix: 16)
        let framed = size + "\r\n" + body + "\r\n0\r\n\r\n"
        #expect(lab.send("PUT", "/bucket?tagging", fields, text: framed).status == 204)
        let set = lab.send("GET", "/bucket?tagging").xml?.child("TagSet")
        #expect(set?.children.first?.text(of: "Value") == "d")
    }

    @Test("a sweep removes the files that no record names, and only those")
    func sweep() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", body: patterned(50_000))
        let id = try #require(
            lab.send("POST", "/bucket/m?uploads").xml?.text(of: "UploadId")
        )
        lab.send("PUT", "/bucket/m?partNumber=1&uploadId=\(id)", body: patterned(10))
        #expect(lab.fileCount == 2)
        #expect(try lab.service.sweep() == 0)
        // The same folder under a store that has forgotten the records, as after a crash before
        // their commit.
        let other = try S3Lab(folder: lab.folder)
        #expect(try other.service.sweep() == 2)
        #expect(lab.fileCount == 0)
    }

    @Test("erasing an account's buckets removes records and files")
    func erase() throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", body: patterned(50_000))
        lab.send("PUT", "/other", [("x-test-account", "444455556666")])
        let service = lab.service
        let isDone = Monitor(false)
        lab.store.write(
            { transaction in
                guard let account = S3TestAccount.first else { return }
                try service.eraseBuckets(of: account, in: transaction)
            },
            completion: { _ in isDone.change { $0 = true } }
        )
        _ = isDone.wait { $0 ? true : nil }
        #expect(lab.send("GET", "/bucket/k").code == "NoSuchBucket")
        #expect(lab.send("HEAD", "/other").status == 200)
        #expect(lab.fileCount == 0)
    }
}
