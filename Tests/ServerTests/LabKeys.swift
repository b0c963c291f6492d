import Markup
import Testing

/// What a client signs with.
struct LabKeys: Sendable {
    let id: String
    let secret: String
    var token: String?

    init(id: String, secret: String, token: String? = nil) {
        self.id = id
        self.secret = secret
        self.token = token
    }

    /// The keys in an answer, under `AccessKey` or `Credentials`.
    init(_ answer: LabAnswer) throws {
        let element = try #require(
            answer.result?.child("AccessKey") ?? answer.result?.child("Credentials"),
            "no keys in \(answer.text)"
        )
        id = try #require(element.text(of: "AccessKeyId"))
        secret = try #require(element.text(of: "SecretAccessKey"))
        token = element.text(of: "SessionToken")
    }
}
