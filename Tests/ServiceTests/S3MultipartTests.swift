import Cryptography
import HTTPMessage
import Markup
import Testing

@Suite("S3 multipart uploads")
struct S3MultipartTests {
    private static let partSize = 5 << 20

    private func begin(
        _ lab: S3Lab,
        _ key: String,
        _ fields: [(String, String)] = []
    ) throws -> String {
        let reply = lab.send("POST", "/bucket/\(key)?uploads", fields)
        #expect(reply.status == 200)
        return try #require(reply.xml?.text(of: "UploadId"))
    }

    private func list(_ parts: [(Int, String?)]) -> String {
        "<CompleteMultipartUpload>"
            + parts.map { number, etag in
                "<Part><PartNumber>\(number)</PartNumber><ETag>\(etag ?? "")</ETag></Part>"
            }.joined() + "</CompleteMultipartUpload>"
    }

    private func md5(_ bytes: [UInt8]) -> [UInt8] {
        var digest = StreamingDigest(.md5)
        digest.update(bytes)
        return digest.finish()
    }

    @Test("an object of parts has their bytes, and the ETag of their MD5s")
    func complete() throws {
        let lab = try S3Lab.withBucket()
        let id = try begin(lab, "big", [("Content-Type", "a/b"), ("x-amz-meta-m", "v")])
        let first = patterned(Self.partSize)
        let second: [UInt8] = [1, 2, 3]
        let one = lab.send("PUT", "/bucket/big?partNumber=2&uploadId=\(id)", body: first)
        lab.send("PUT", "/bucket/big?partNumber=7&uploadId=\(id)", body: [9])
        let two = lab.send("PUT", "/bucket/big?partNumber=7&uploadId=\(id)", body: second)
        lab.send("PUT", "/bucket/big?partNumber=9&uploadId=\(id)", body: [8])
        #expect(lab.fileCount == 3)
        let listed = lab.send("GET", "/bucket/big?uploadId=\(id)&max-parts=2").xml
        #expect(listed?.children("Part").compactMap { $0.text(of: "Size") } == ["5242880", "3"])
        #expect(listed?.text(of: "NextPartNumberMarker") == "7")
        #expect(listed?.text(of: "IsTruncated") == "true")
        #expect(lab.send("GET", "/bucket/big").status == 404)
        let done = lab.send(
            "POST",
            "/bucket/big?uploadId=\(id)",
            text: list([(2, one["ETag"]), (7, two["ETag"])])
        )
        let etag = "\"" + Hex.text(md5(md5(first) + md5(second))) + "-2\""
        #expect(done.xml?.text(of: "ETag") == etag)
        let got = lab.send("GET", "/bucket/big")
        #expect(got.body == first + second)
        #expect(got["ETag"] == etag)
        #expect(got["Content-Type"] == "a/b")
        #expect(got["x-amz-meta-m"] == "v")
        #expect(lab.fileCount == 1)
        let part = lab.send("GET", "/bucket/big?partNumber=2")
        #expect(part.status == 206)
        #expect(part.body == second)
        #expect(part["x-amz-mp-parts-count"] == "2")
        #expect(lab.send("GET", "/bucket/big?partNumber=3").code == "InvalidPartNumber")
        #expect(lab.send("GET", "/bucket/big?uploadId=\(id)").code == "NoSuchUpload")
    }

    @Test("an upload of one part keeps its file")
    func onePart() throws {
        let lab = try S3Lab.withBucket()
        let id = try begin(lab, "k")
        let part = lab.send("PUT", "/bucket/k?partNumber=1&uploadId=\(id)", body: [1, 2])
        let done = lab.send("POST", "/bucket/k?uploadId=\(id)", text: list([(1, part["ETag"])]))
        #expect(done.status == 200)
        #expect(lab.send("GET", "/bucket/k").body == [1, 2])
        #expect(lab.fileCount == 1)
    }

    @Test("lists of parts that do not fit are refused")
    func refused() throws {
        let lab = try S3Lab.withBucket()
        let id = try begin(lab, "k")
        let target = "/bucket/k?uploadId=\(id)"
        let one = lab.send("PUT", target + "&partNumber=1", body: [1])["ETag"]
        let two = lab.send("PUT", target + "&partNumber=2", body: [2])["ETag"]
        #expect(
            lab.send("POST", target, text: list([(1, one), (2, two)])).code == "EntityTooSmall"
        )
        #expect(
            lab.send("POST", target, text: list([(2, two), (1, one)])).code == "InvalidPartOrder"
        )
        #expect(lab.send("POST", target, text: list([(1, two)])).code == "InvalidPart")
        #expect(lab.send("POST", target, text: list([(3, one)])).code == "InvalidPart")
        #expect(lab.send("POST", target, text: list([])).code == "MalformedXML")
        let exists = [("If-Match", "*")]
        #expect(lab.send("POST", target, exists, text: list([(1, one)])).code == "NoSuchKey")
        #expect(lab.send("PUT", target + "&partNumber=0").code == "InvalidArgument")
        #expect(lab.send("PUT", target + "&partNumber=10001").code == "InvalidArgument")
        #expect(lab.send("PUT", "/bucket/k?uploadId=x&partNumber=1").code == "NoSuchUpload")
        #expect(lab.send("POST", target, text: list([(1, one)])).status == 200)
    }

    @Test("an aborted upload leaves nothing")
    func abort() throws {
        let lab = try S3Lab.withBucket()
        let id = try begin(lab, "k")
        lab.send("PUT", "/bucket/k?uploadId=\(id)&partNumber=1", body: [1])
        #expect(lab.send("DELETE", "/bucket/k?uploadId=\(id)").status == 204)
        #expect(lab.send("DELETE", "/bucket/k?uploadId=\(id)").code == "NoSuchUpload")
        #expect(lab.fileCount == 0)
        #expect(lab.send("DELETE", "/bucket").status == 204)
    }

    @Test("uploads are listed by key, in pages")
    func uploads() throws {
        let lab = try S3Lab.withBucket()
        for key in ["b", "a/1", "a/2", "c"] { _ = try begin(lab, key) }
        let all = try #require(lab.send("GET", "/bucket?uploads").xml)
        #expect(
            all.children("Upload").compactMap { $0.text(of: "Key") } == ["a/1", "a/2", "b", "c"]
        )
        let page = try #require(lab.send("GET", "/bucket?uploads&delimiter=/&max-uploads=2").xml)
        #expect(page.child("CommonPrefixes")?.text(of: "Prefix") == "a/")
        #expect(page.text(of: "IsTruncated") == "true")
        let key = try #require(page.text(of: "NextKeyMarker"))
        let id = try #require(page.text(of: "NextUploadIdMarker"))
        let rest = lab.send(
            "GET",
            "/bucket?uploads&delimiter=/&key-marker=\(key)&upload-id-marker=\(id)"
        )
        #expect(rest.xml?.children("Upload").compactMap { $0.text(of: "Key") } == ["c"])
    }

    @Test("a composite checksum is that of the parts' checksums")
    func composite() throws {
        let lab = try S3Lab.withBucket()
        let id = try begin(lab, "k", [("x-amz-checksum-algorithm", "CRC32")])
        let target = "/bucket/k?uploadId=\(id)"
        let part = lab.send("PUT", target + "&partNumber=1", body: [1, 2, 3])
        let value = try #require(part["x-amz-checksum-crc32"])
        let bare = list([(1, part["ETag"])])
        #expect(lab.send("POST", target, text: bare).code == "InvalidRequest")
        let full = bare.replacing(
            "</ETag>",
            with: "</ETag><ChecksumCRC32>\(value)</ChecksumCRC32>"
        )
        let done = lab.send("POST", target, text: full)
        var crc = CRC(.crc32)
        let raw = try #require(Base64.bytes(value.utf8))
        crc.update(raw.span)
        #expect(done.xml?.text(of: "ChecksumCRC32") == Base64.text(crc.bytes) + "-1")
        #expect(done.xml?.text(of: "ChecksumType") == "COMPOSITE")
    }

    @Test("a full-object checksum is that of all bytes, and a wrong one is refused")
    func fullObject() throws {
        let lab = try S3Lab.withBucket()
        let fields = [
            ("x-amz-checksum-algorithm", "CRC32"), ("x-amz-checksum-type", "FULL_OBJECT"),
        ]
        let id = try begin(lab, "k", fields)
        let target = "/bucket/k?uploadId=\(id)"
        let bytes = patterned(Self.partSize)
        let one = lab.send("PUT", target + "&partNumber=1", body: bytes)["ETag"]
        let two = lab.send("PUT", target + "&partNumber=2", body: [7])["ETag"]
        let body = list([(1, one), (2, two)])
        let wrong = lab.send("POST", target, [("x-amz-checksum-crc32", "AAAAAA==")], text: body)
        #expect(wrong.code == "BadDigest")
        var crc = CRC(.crc32)
        crc.update((bytes + [7]).span)
        let right = [("x-amz-checksum-crc32", Base64.text(crc.bytes))]
        let done = lab.send("POST", target, right, text: body)
        #expect(done.xml?.text(of: "ChecksumCRC32") == Base64.text(crc.bytes))
        #expect(lab.fileCount == 1)
    }

    @Test("a part may be a piece of an object that is there", arguments: [100, 20_000])
    func copiedPart(size: Int) throws {
        let lab = try S3Lab.withBucket()
        let bytes = patterned(size)
        lab.send("PUT", "/bucket/source", body: bytes)
        let id = try begin(lab, "k")
        let target = "/bucket/k?uploadId=\(id)"
        let source = [("x-amz-copy-source", "/bucket/source")]
        let range = source + [("x-amz-copy-source-range", "bytes=10-59")]
        let part = lab.send("PUT", target + "&partNumber=1", range)
        let etag = part.xml?.text(of: "ETag")
        #expect(etag == "\"" + Hex.text(md5(Array(bytes[10...59]))) + "\"")
        let beyond = source + [("x-amz-copy-source-range", "bytes=10-\(size)")]
        #expect(lab.send("PUT", target + "&partNumber=2", beyond).code == "InvalidArgument")
        #expect(lab.send("POST", target, text: list([(1, etag)])).status == 200)
        #expect(lab.send("GET", "/bucket/k").body == Array(bytes[10...59]))
    }
}
