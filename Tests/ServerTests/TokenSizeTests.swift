import Markup
import Testing

@Suite("Sizes of session tokens")
struct TokenSizeTests {
    private let lab: ServerLab
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        let root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Ann", policy: LabDocuments.allow("*"), by: root)
        try lab.makeRole("Worker", trust: LabDocuments.trust(ServerLab.account), by: root)
    }

    private func assume(_ more: [(String, String)] = []) -> LabAnswer {
        let parameters = [
            ("RoleArn", "arn:aws:iam::\(ServerLab.account):role/Worker"),
            ("RoleSessionName", String(repeating: "s", count: 64)),
        ]
        return lab.send(.call("sts", "AssumeRole", parameters + more), as: user)
    }

    private func tokenSize(_ answer: LabAnswer) throws -> Int {
        let token = try #require(answer.result?.child("Credentials")?.text(of: "SessionToken"))
        #expect(number("SessionTokenSize", answer) == token.utf8.count)
        let percent = (token.utf8.count * 100 + 4095) / 4096
        #expect(number("SessionTokenUtilization", answer) == min(100, percent))
        return token.utf8.count
    }

    private func number(_ name: String, _ answer: LabAnswer) -> Int? {
        answer.result?.text(of: name).flatMap { Int($0) }
    }

    /// Tags as organizations give them.
    private func tags(_ count: Int) -> [(String, String)] {
        (1...count).flatMap { index in
            [
                ("Tags.member.\(index).Key", "cost-center-\(index)"),
                ("Tags.member.\(index).Value", "value \(index * 7919)"),
            ]
        }
    }

    /// A policy of just so many characters: many buckets, as policies grow that long by lists.
    private func policy(_ length: Int) -> String {
        let head =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","#
            + #""Resource":["#
        let tail = #""arn:aws:s3:::"# + "]}]}"
        var text = head
        var index = 0
        while true {
            let next = #""arn:aws:s3:::bucket-\#(index * 7919)/*","#
            guard text.utf8.count + next.utf8.count + tail.utf8.count + 2 < length else { break }
            text += next
            index += 1
        }
        let rest = length - text.utf8.count - tail.utf8.count - 1
        return text + #""arn:aws:s3:::"# + String(repeating: "b", count: rest) + "\"]}]}"
    }

    @Test("a plain token takes at most a kibibyte")
    func plain() throws {
        let answer = assume()
        #expect(try tokenSize(answer) <= 1024)
        #expect(number("PackedPolicySize", answer) == nil)
        let ofUser = lab.call("sts", "GetSessionToken", as: user)
        #expect(try tokenSize(ofUser) <= 1024)
    }

    @Test("fifty tags and a policy of two kibibytes make at most four")
    func full() throws {
        let answer = assume(tags(50) + [("Policy", policy(2048))])
        #expect(answer.status == 200, "\(answer)")
        #expect(try tokenSize(answer) <= 4096)
        let packed = try #require(number("PackedPolicySize", answer))
        #expect((1...100).contains(packed))
    }

    @Test("a token is as long as is asked", arguments: [0, 1, 1023, 1024, 1025, 3000, 4095, 4096])
    func leastSize(least: Int) throws {
        let answer = assume([("MinimumSessionTokenSize", "\(least)")])
        let size = try tokenSize(answer)
        #expect(size >= least && size <= max(least + 8, 1024))
        let session = try LabKeys(answer)
        #expect(lab.call("sts", "GetCallerIdentity", as: session).status == 200)
        let parameters: KeyValuePairs = ["MinimumSessionTokenSize": "\(least)"]
        let ofUser = lab.call("sts", "GetSessionToken", parameters, as: user)
        #expect(try tokenSize(ofUser) >= least)
    }

    @Test("a least size past 4096 is refused")
    func leastSizeLimit() {
        #expect(assume([("MinimumSessionTokenSize", "4097")]).code == "ValidationError")
        #expect(assume([("MinimumSessionTokenSize", "-1")]).code == "ValidationError")
    }

    @Test("what does not fit is refused with how much it takes")
    func tooLarge() {
        let long = (1...50).flatMap { index in
            let text = (0..<64).map { String(($0 * 2_654_435_761 + index * 40_503) % 9973) }
            return [
                ("Tags.member.\(index).Key", "k\(index)"),
                ("Tags.member.\(index).Value", String(text.joined().prefix(256))),
            ]
        }
        let refused = assume(long)
        #expect(refused.code == "PackedPolicyTooLarge" && refused.status == 400)
        #expect(
            refused.message?.hasPrefix("Packed size of session tags consumes ") == true
                && refused.message?.hasSuffix("% of allotted space.") == true
        )
        let both = assume(long + [("Policy", policy(2048))])
        #expect(both.code == "PackedPolicyTooLarge")
        #expect(
            both.message?.hasSuffix("% of allotted space, please use smaller policy.") == true
        )
    }
}
