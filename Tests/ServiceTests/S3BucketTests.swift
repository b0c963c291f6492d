import HTTPMessage
import Markup
import S3Service
import Testing

@Suite("S3 buckets")
struct S3BucketTests {
    private static let other = ("x-test-account", "444455556666")

    @Test("a bucket is made, listed for its owner only, and removed when empty")
    func life() throws {
        let lab = try S3Lab()
        let made = lab.send("PUT", "/first-bucket")
        #expect(made["Location"] == "/first-bucket")
        lab.send("PUT", "/second-bucket")
        lab.send("PUT", "/foreign", [Self.other])
        let list = try #require(lab.send("GET", "/").xml)
        let names = list.child("Buckets")?.children.compactMap { $0.text(of: "Name") }
        #expect(names == ["first-bucket", "second-bucket"])
        _ = lab.send("PUT", "/first-bucket/k", text: "x")
        let full = lab.send("DELETE", "/first-bucket")
        #expect(full.status == 409)
        #expect(full.code == "BucketNotEmpty")
        lab.send("DELETE", "/first-bucket/k")
        #expect(lab.send("DELETE", "/first-bucket").status == 204)
        #expect(lab.send("HEAD", "/first-bucket").status == 404)
        #expect(lab.send("DELETE", "/first-bucket").code == "NoSuchBucket")
    }

    @Test(
        "bucket names keep AWS's rules",
        arguments: [
            ("ab", false), ("abc", true), ("a.b-c", true), ("Abc", false), ("a_b", false),
            ("a..b", false), ("-ab", false), ("ab-", false), ("192.168.5.4", false),
            ("192.168.5.x", true), ("xn--abc", false), ("abc-s3alias", false),
            ("amzn-s3-demo-b", false), (String(repeating: "a", count: 63), true),
            (String(repeating: "a", count: 64), false),
        ]
    )
    func names(name: String, isValid: Bool) throws {
        let got = try S3Lab().send("PUT", "/" + name)
        #expect(got.status == (isValid ? 200 : 400))
        #expect(got.code == (isValid ? nil : "InvalidBucketName"))
    }

    @Test("making a bucket that is there tells whose it is")
    func again() throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("PUT", "/bucket").status == 200)
        let taken = lab.send("PUT", "/bucket", [Self.other])
        #expect(taken.status == 409)
        #expect(taken.code == "BucketAlreadyExists")
        let paris = [("x-test-region", "eu-west-3")]
        let body = Self.configuration("eu-west-3")
        #expect(lab.send("PUT", "/paris", paris, text: body).status == 200)
        let own = lab.send("PUT", "/paris", paris, text: body)
        #expect(own.status == 409)
        #expect(own.code == "BucketAlreadyOwnedByYou")
    }

    private static func configuration(_ region: String) -> String {
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<LocationConstraint>\(region)</LocationConstraint></CreateBucketConfiguration>"
    }

    @Test("the location is that of the constraint, and us-east-1 has none")
    func location() throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("GET", "/bucket?location").xml?.text == "")
        lab.gate.refuse()
        let made = lab.send("PUT", "/rome", text: Self.configuration("eu-south-1"))
        #expect(made.status == 200)
        #expect(lab.send("GET", "/rome?location").xml?.text == "eu-south-1")
        #expect(lab.send("HEAD", "/rome")["x-amz-bucket-region"] == "eu-south-1")
        let abroad = [("x-test-region", "eu-west-3")]
        #expect(
            lab.send("PUT", "/nowhere", abroad).code == "IllegalLocationConstraintException"
        )
        let wrong = lab.send("PUT", "/nowhere", text: Self.configuration("us-east-1"))
        #expect(wrong.code == "InvalidLocationConstraint")
        #expect(lab.send("PUT", "/nowhere", text: "<a>").code == "MalformedXML")
    }

    @Test(
        "settings that were never made are answered as AWS does",
        arguments: [
            ("versioning", 200, "VersioningConfiguration"),
            ("lifecycle", 404, "NoSuchLifecycleConfiguration"),
            ("encryption", 404, "ServerSideEncryptionConfigurationNotFoundError"),
            ("replication", 404, "ReplicationConfigurationNotFoundError"),
            ("logging", 200, "BucketLoggingStatus"),
            ("website", 404, "NoSuchWebsiteConfiguration"),
            ("cors", 404, "NoSuchCORSConfiguration"),
            ("accelerate", 200, "AccelerateConfiguration"),
            ("requestPayment", 200, "RequestPaymentConfiguration"),
            ("object-lock", 404, "ObjectLockConfigurationNotFoundError"),
            ("tagging", 404, "NoSuchTagSet"), ("acl", 200, "AccessControlPolicy"),
            ("policy", 404, "NoSuchBucketPolicy"),
            ("publicAccessBlock", 404, "NoSuchPublicAccessBlockConfiguration"),
            ("ownershipControls", 200, "OwnershipControls"),
            ("notification", 200, "NotificationConfiguration"),
            ("analytics", 501, "NotImplemented"),
        ]
    )
    func settings(name: String, status: Int, answer: String) throws {
        let lab = try S3Lab.withBucket()
        let got = lab.send("GET", "/bucket?" + name)
        #expect(got.status == status)
        #expect((status == 200 ? got.xml.map { String($0.localName) } : got.code) == answer)
    }

    @Test("a bucket's tags are set, read and removed")
    func tags() throws {
        let lab = try S3Lab.withBucket()
        let body =
            "<Tagging><TagSet><Tag><Key>team</Key><Value>a&amp;b</Value></Tag></TagSet></Tagging>"
        #expect(lab.send("PUT", "/bucket?tagging", text: body).status == 204)
        let set = lab.send("GET", "/bucket?tagging").xml?.child("TagSet")
        #expect(set?.children.first?.text(of: "Value") == "a&b")
        #expect(lab.send("DELETE", "/bucket?tagging").status == 204)
        #expect(lab.send("GET", "/bucket?tagging").code == "NoSuchTagSet")
    }

    @Test("a bucket policy takes effect, and goes, with the answer")
    func policy() throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("PUT", "/bucket?policy", text: "no").code == "MalformedPolicy")
        #expect(lab.send("PUT", "/bucket?policy", text: "{\"*\"}").status == 204)
        #expect(lab.send("GET", "/bucket?policy").text == "{\"*\"}")
        _ = lab.gate.takeDemands()
        #expect(lab.send("GET", "/bucket?policyStatus").xml?.text(of: "IsPublic") == "true")
        #expect(lab.gate.takeDemands().first?.policy != nil)
        let large = "{" + String(repeating: " ", count: 20 * 1024)
        #expect(lab.send("PUT", "/bucket?policy", text: large).code == "MalformedPolicy")
        #expect(lab.send("DELETE", "/bucket?policy").status == 204)
        #expect(lab.send("GET", "/bucket?policyStatus").xml?.text(of: "IsPublic") == "false")
    }

    @Test("only the owner's account works on the policy, and its root always may")
    func policyOwner() throws {
        let lab = try S3Lab.withBucket()
        let foreign = lab.send("GET", "/bucket?policy", [Self.other])
        #expect(foreign.status == 405)
        lab.gate.refuse("s3:PutBucketPolicy")
        #expect(lab.send("PUT", "/bucket?policy", text: "{}").status == 403)
        #expect(lab.send("PUT", "/bucket?policy", [("x-test-root", "1")], text: "{}").status == 204)
    }

    @Test("a request for another owner's bucket than expected is refused")
    func expectedOwner() throws {
        let lab = try S3Lab.withBucket()
        let wrong = [("x-amz-expected-bucket-owner", "444455556666")]
        #expect(lab.send("GET", "/bucket/k", wrong).status == 403)
        let right = [("x-amz-expected-bucket-owner", "111122223333")]
        #expect(lab.send("GET", "/bucket/k", right).status == 404)
    }

    @Test(
        "the bucket may stand in the host",
        arguments: [
            "bucket.s3.localhost:4566", "bucket.localhost", "BUCKET.s3.eu-west-1.amazonaws.com",
            "bucket.s3-eu-west-1.amazonaws.com",
        ]
    )
    func virtualHost(host: String) throws {
        let lab = try S3Lab.withBucket()
        #expect(lab.send("PUT", "/dir/k", [("Host", host)], body: [1]).status == 200)
        #expect(lab.send("GET", "/bucket/dir/k", [("Host", "s3.localhost")]).body == [1])
        #expect(lab.send("GET", "/bucket/dir/k", [("Host", "[::1]:4566")]).body == [1])
    }
}
