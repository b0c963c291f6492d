public import Base
public import Store

/// An issuer of OpenID Connect tokens that the account's roles may trust.
public struct OpenIDConnectProvider: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The issuer, as given: with its scheme, case and slashes kept.
    public let url: String
    /// The audiences for which its tokens are taken, in the order in which they were set.
    public var clientIDs: [String]
    /// SHA-1 fingerprints of certificates of its server, 40 hexadecimal digits each.
    public var thumbprints: [String]
    /// When it was made.
    public let createDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The URL without its scheme: how the ARN and condition keys name it.
    public var name: String { Self.name(url) }

    /// The ARN.
    public var arn: String { Self.arn(account, url: url) }

    /// The ARN of the provider with the URL.
    public static func arn(_ account: AccountID, url: String) -> String {
        "arn:aws:iam::\(account):oidc-provider/\(name(url))"
    }

    private static func name(_ url: String) -> String {
        url.hasPrefix(scheme) ? String(url.dropFirst(scheme.count)) : url
    }

    /// How every URL starts.
    static let scheme = "https://"
}

extension OpenIDConnectProvider: Record {
    /// Reads a provider.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        url = try record.text(1)
        clientIDs = try record.texts(2)
        thumbprints = try record.texts(3)
        createDate = try record.time(4)
        tags = try record.tags(5)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, url)
        for id in clientIDs { record.put(2, id) }
        for thumbprint in thumbprints { record.put(3, thumbprint) }
        record.put(4, createDate)
        record.put(5, tags)
    }
}
