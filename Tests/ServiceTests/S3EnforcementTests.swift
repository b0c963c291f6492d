import HTTPMessage
import Markup
import S3Service
import Testing

@Suite("S3 enforcement")
struct S3EnforcementTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: String
        let target: String
        let action: String
        let resource: String

        init(_ method: String, _ target: String, _ action: String, _ resource: String) {
            self.method = method
            self.target = target
            self.action = "s3:" + action
            self.resource = "arn:aws:s3:::" + resource
        }

        var testDescription: String { method + " " + target }
    }

    private static let cases = [
        Case("GET", "/", "ListAllMyBuckets", "*"),
        Case("PUT", "/new-bucket", "CreateBucket", "new-bucket"),
        Case("HEAD", "/bucket", "ListBucket", "bucket"),
        Case("DELETE", "/bucket", "DeleteBucket", "bucket"),
        Case("GET", "/bucket?location", "GetBucketLocation", "bucket"),
        Case("GET", "/bucket?policy", "GetBucketPolicy", "bucket"),
        Case("PUT", "/bucket?policy", "PutBucketPolicy", "bucket"),
        Case("DELETE", "/bucket?policy", "DeleteBucketPolicy", "bucket"),
        Case("GET", "/bucket?policyStatus", "GetBucketPolicyStatus", "bucket"),
        Case("GET", "/bucket?tagging", "GetBucketTagging", "bucket"),
        Case("PUT", "/bucket?tagging", "PutBucketTagging", "bucket"),
        Case("DELETE", "/bucket?tagging", "PutBucketTagging", "bucket"),
        Case("GET", "/bucket?versioning", "GetBucketVersioning", "bucket"),
        Case("GET", "/bucket?lifecycle", "GetLifecycleConfiguration", "bucket"),
        Case("GET", "/bucket?acl", "GetBucketAcl", "bucket"),
        Case("GET", "/bucket", "ListBucket", "bucket"),
        Case("GET", "/bucket?list-type=2", "ListBucket", "bucket"),
        Case("GET", "/bucket?versions", "ListBucketVersions", "bucket"),
        Case("GET", "/bucket?uploads", "ListBucketMultipartUploads", "bucket"),
        Case("GET", "/bucket/k", "GetObject", "bucket/k"),
        Case("HEAD", "/bucket/k", "GetObject", "bucket/k"),
        Case("PUT", "/bucket/k", "PutObject", "bucket/k"),
        Case("DELETE", "/bucket/k", "DeleteObject", "bucket/k"),
        Case("GET", "/bucket/k?tagging", "GetObjectTagging", "bucket/k"),
        Case("DELETE", "/bucket/k?tagging", "DeleteObjectTagging", "bucket/k"),
        Case("GET", "/bucket/k?acl", "GetObjectAcl", "bucket/k"),
        Case("POST", "/bucket/k?uploads", "PutObject", "bucket/k"),
        Case("PUT", "/bucket/k?uploadId=x&partNumber=1", "PutObject", "bucket/k"),
        Case("POST", "/bucket/k?uploadId=x", "PutObject", "bucket/k"),
        Case("DELETE", "/bucket/k?uploadId=x", "AbortMultipartUpload", "bucket/k"),
        Case("GET", "/bucket/k?uploadId=x", "ListMultipartUploadParts", "bucket/k"),
    ]

    @Test("each operation asks for its permission on its resource, and obeys", arguments: cases)
    func permission(_ row: Case) throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/k", body: [1])
        _ = lab.gate.takeDemands()
        lab.gate.refuse(row.action)
        let got = lab.send(row.method, row.target)
        #expect(got.status == 403)
        let demands = lab.gate.takeDemands()
        #expect(demands.map(\.action) == [row.action])
        #expect(demands.map(\.resource) == [row.resource])
        lab.gate.refuse()
        #expect(lab.send("GET", "/bucket/k").body == [1])
    }

    @Test("the gate sees what a listing and a write ask for")
    func keys() throws {
        let lab = try S3Lab.withBucket()
        lab.send("GET", "/bucket?prefix=home/&delimiter=/&max-keys=5")
        let listing = lab.gate.takeDemands().first?.keys.map { $0.key + "=" + $0.values[0] }
        #expect(listing == ["s3:prefix=home/", "s3:delimiter=/", "s3:max-keys=5"])
        lab.send(
            "PUT",
            "/bucket/k",
            [
                ("x-amz-acl", "private"), ("x-amz-storage-class", "GLACIER"),
                ("x-amz-tagging", "a=b"),
            ]
        )
        let demands = lab.gate.takeDemands()
        #expect(
            demands.map(\.action) == ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging"]
        )
        let keys = demands.first?.keys.map { $0.key + "=" + $0.values[0] } ?? []
        #expect(keys.contains("s3:x-amz-acl=private"))
        #expect(keys.contains("s3:x-amz-storage-class=GLACIER"))
        #expect(keys.contains("s3:RequestObjectTag/a=b"))
        #expect(keys.contains("s3:RequestObjectTagKeys=a"))
    }

    @Test("a demand names the bucket's owner, whoever calls")
    func owner() throws {
        let lab = try S3Lab.withBucket()
        lab.send("GET", "/bucket/k", [("x-test-account", "444455556666")])
        #expect(lab.gate.takeDemands().first?.owner == S3TestAccount.first)
    }

    @Test("an upload does not end in a bucket that was made anew while it was sent")
    func recreated() throws {
        let lab = try S3Lab.withBucket()
        let head = RequestHead(
            method: "PUT",
            target: "/bucket/k",
            fields: [("Host", "127.0.0.1"), ("Content-Length", "1")]
        )
        guard case .stream(let sink) = lab.receive(head) else {
            Issue.record("no upload")
            return
        }
        lab.send("DELETE", "/bucket")
        lab.send("PUT", "/bucket", [("x-test-account", "444455556666")])
        #expect(lab.finish(sink, body: [1]).code == "NoSuchBucket")
        #expect(lab.send("GET", "/bucket/k").code == "NoSuchKey")
    }

    @Test(
        "nothing is read of a bucket that was made anew after the caller was let in",
        arguments: [
            ("PUT", "/mine/copy", "s3:PutObject"),
            ("PUT", "/mine/parts?uploadId=ID&partNumber=1", "s3:PutObject"),
            ("GET", "/bucket", "s3:ListBucket"),
            ("GET", "/bucket?uploads", "s3:ListBucketMultipartUploads"),
        ]
    )
    func anew(row: (method: String, target: String, action: String)) throws {
        let lab = try S3Lab.withBucket()
        lab.send("PUT", "/bucket/a", body: [1])
        lab.send("PUT", "/mine")
        let id = lab.send("POST", "/mine/parts?uploads").xml?.text(of: "UploadId")
        lab.gate.interrupt(row.action) { [unowned lab] in
            let other = [("x-test-account", "444455556666")]
            #expect(lab.send("DELETE", "/bucket/a").status == 204)
            #expect(lab.send("DELETE", "/bucket").status == 204)
            #expect(lab.send("PUT", "/bucket", other).status == 200)
            #expect(lab.send("PUT", "/bucket/a", other, text: "secret").status == 200)
        }
        let answer = lab.send(
            row.method,
            row.target.replacing("ID", with: try #require(id)),
            row.method == "PUT" ? [("x-amz-copy-source", "/bucket/a")] : []
        )
        #expect(answer.code == "NoSuchBucket")
        #expect(lab.send("GET", "/mine/copy").status == 404)
    }

    @Test("nobody anonymous lists or makes buckets")
    func anonymous() throws {
        let lab = try S3Lab()
        let unsigned = [("x-test-account", "anonymous")]
        #expect(lab.send("GET", "/", unsigned).code == "AccessDenied")
        #expect(lab.send("PUT", "/bucket", unsigned).code == "AccessDenied")
        #expect(lab.send("HEAD", "/bucket").status == 404)
    }

    @Test(
        "what S3 has and the service has not is told by name",
        arguments: [
            ("PUT", "/bucket?versioning", 501), ("GET", "/bucket/k?torrent", 501),
            ("POST", "/bucket", 501), ("PATCH", "/bucket", 405), ("POST", "/", 405),
            ("POST", "/bucket/k", 405),
        ]
    )
    func missing(method: String, target: String, status: Int) throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send(method, target).status == status)
    }
}
