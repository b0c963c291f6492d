public import Cryptography
private import Synchronization

/// The key that signs on one day, in one region, for one service.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", step 3.
public enum SigningKey {
    /// Derives the key from a secret access key.
    public static func derive(
        secret: Secret, date: String, region: String, service: String
    ) -> Digest256 {
        let dateKey = secret.withBytes { secret in
            var key = Array("AWS4".utf8)
            for index in secret.indices { key.append(secret[index]) }
            let code = HMACSHA256.code(of: date, key: key.span)
            for index in key.indices { key[index] = 0 }
            return code
        }
        let regionKey = HMACSHA256.code(of: region, key: dateKey.span)
        let serviceKey = HMACSHA256.code(of: service, key: regionKey.span)
        return HMACSHA256.code(of: "aws4_request", key: serviceKey.span)
    }
}

/// The derived keys of one credential; they live and go with it.
public final class SigningKeyCache: Sendable {
    /// A client signs for a few services in a few regions, and around midnight for two days.
    private static let limit = 16

    private struct Entry {
        let date: String
        let region: String
        let service: String
        let key: Digest256
    }

    private let secret: Secret
    private let entries = Mutex<[Entry]>([])

    /// Takes the secret access key.
    public init(secret: Secret) { self.secret = secret }

    /// The key for the scope of a request.
    public func key(for signed: SignedRequest) -> Digest256 {
        let known = entries.withLock { entries in
            entries.first { entry in
                entry.date == signed.date && entry.region == signed.region
                    && entry.service == signed.service
            }?.key
        }
        if let known { return known }
        let key = SigningKey.derive(
            secret: secret, date: signed.date, region: signed.region, service: signed.service)
        entries.withLock { entries in
            if entries.count == Self.limit { entries.removeFirst() }
            entries.append(
                Entry(date: signed.date, region: signed.region, service: signed.service, key: key))
        }
        return key
    }
}
