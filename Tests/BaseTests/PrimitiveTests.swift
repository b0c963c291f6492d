import Base
import Testing

@Suite("Base")
struct PrimitiveTests {
    @Test("an account id keeps its leading zeros")
    func accountID() {
        #expect(AccountID("000000000012")?.description == "000000000012")
        #expect(AccountID("12") == nil)
        #expect(AccountID("11112222333a") == nil)
    }

    @Test("an access key id carries its account", arguments: ["111122223333", "000000000001"])
    func accessKey(digits: String) throws {
        let account = try #require(AccountID(digits))
        let key = AccessKeyID.make(.temporaryKey, account: account, random: .system)
        #expect(key.text.utf8.count == 20)
        #expect(key.account == account)
    }

    @Test("a published key id gives its account")
    func publishedKey() {
        #expect(AccessKeyID("ASIAY34FZKBOKMUTVV7A")?.account?.description == "609629065308")
    }

    @Test(
        "ARN splits and prints",
        arguments: [
            "arn:aws:iam::111122223333:role/a/b", "arn:aws:s3:::bucket/key:with:colons",
        ]
    )
    func arn(text: String) {
        #expect(ARN(text)?.description == text)
    }

    @Test("a malformed ARN is none", arguments: ["", "arn:", "arn:aws:iam:x", "urn:a:b:c:d:e"])
    func notARN(text: String) {
        #expect(ARN(text) == nil)
    }

    @Test("a role's ARN is told by its bytes, not by what they look like")
    func roles() {
        #expect(ARN("arn:aws:iam::111122223333:role/a/b")?.isRole == true)
        #expect(ARN("arn:aws:iam::111122223333:role/\u{301}a")?.isRole == true)
        for other in ["iam::111122223333:user/a", "sts::111122223333:role/a", "iam::1:roles/a"] {
            #expect(ARN("arn:aws:\(other)")?.isRole == false)
        }
    }

    @Test("a moment prints in each form")
    func forms() throws {
        let moment = try #require(Timestamp(iso8601: "2026-11-24T20:54:01.250Z"))
        #expect(moment.description == "2026-11-24T20:54:01Z")
        #expect(moment.text(.extendedMilliseconds) == "2026-11-24T20:54:01.250Z")
        #expect(moment.text(.basic) == "20261124T205401Z")
        #expect(moment.text(.date) == "20261124")
        #expect(moment.text(.http) == "Tue, 24 Nov 2026 20:54:01 GMT")
        #expect(Timestamp(basic: "20261124T205401Z") == moment.truncatedToSeconds)
    }

    @Test("days round trip over four centuries")
    func roundTrip() {
        for day in stride(from: Int64(-800), to: 150_000, by: 37) {
            let moment = Timestamp(seconds: day * 86400 + day & 86399)
            #expect(Timestamp(basic: moment.text(.basic)) == moment)
        }
    }

    @Test(
        "zones count",
        arguments: [
            ("2026-11-24T22:54:00+02:00", "2026-11-24T20:54:00Z"),
            ("2026-11-24", "2026-11-24T00:00:00Z"),
        ]
    )
    func zones(pair: (String, String)) {
        #expect(Timestamp(iso8601: pair.0)?.description == pair.1)
    }

    @Test(
        "impossible moments are refused",
        arguments: [
            "2026-02-30", "2026-13-01", "2026-11-24T25:00Z", "2026-11-24T20:54", "x", "",
        ]
    )
    func impossible(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(
        "addresses print as they are read",
        arguments: [
            "127.0.0.1", "::1", "2001:db8::1", "::", "2001:db8:0:1:1:1:1:1", "fe80::1:0:0:1",
        ]
    )
    func addresses(text: String) {
        #expect(IPAddress(text)?.description == text)
    }

    @Test(
        "malformed addresses are refused",
        arguments: [
            "1.2.3", "1.2.3.256", "01.2.3.4", ":::", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9",
            "1:",
        ]
    )
    func notAddresses(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "CIDR arithmetic",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("2001:db8::/33", "2001:db8:7fff::1", true),
            ("2001:db8::/33", "2001:db8:8000::1", false),
            ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
            ("1.2.3.4", "1.2.3.4", true),
        ]
    )
    func cidr(row: (String, String, Bool)) throws {
        let block = try #require(CIDRBlock(row.0))
        #expect(block.contains(try #require(IPAddress(row.1))) == row.2)
    }
}
