public import Base
public import Tokens

/// Seals what a denial has to tell, and opens it again for those who may read it.
///
/// - Source: STS API Reference, DecodeAuthorizationMessage.
public struct AuthorizationMessages: Sendable {
    /// The longest message in characters: it travels in a header field, of which proxies hold some
    /// 4 KiB, and in a line of the log, which holds 2 KiB of a value.
    private static let textLimit = 2048

    /// The longest JSON that is tried: what is longer does not pack to so little, and packing it
    /// costs time that strangers can ask for.
    private static let plainLimit = 8192

    private let seal: Seal

    /// Messages under a seal.
    public init(_ seal: Seal) { self.seal = seal }

    /// The message of a denial, for the account of its caller; what does not fit is left out.
    func seal(_ denial: Denial) -> String? {
        for detail in Denial.Detail.allCases {
            let plain = denial.text(detail)
            guard plain.utf8.count <= Self.plainLimit else { continue }
            let text = seal.sealMessage(plain, context: Self.context(denial.caller.account))
            if text.utf8.count <= Self.textLimit { return text }
        }
        return nil
    }

    /// The JSON of a message; nil when it was not sealed here for this account, or was edited.
    public func open(_ message: String, for account: AccountID) -> String? {
        try? seal.openMessage(message, context: Self.context(account))
    }

    private static func context(_ account: AccountID) -> [UInt8] {
        Array("account \(account)".utf8)
    }
}
