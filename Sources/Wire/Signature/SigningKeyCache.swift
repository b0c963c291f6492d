public import Cryptography
import Synchronization

/// Keeps derived signing keys, since deriving one costs five times what using it costs.
///
/// Two generations: when the younger is full it becomes the elder, and the elder is dropped; what is
/// used moves up again. The caller has found the access key active before it asks here.
public final class SigningKeyCache: Sendable {
    private struct Name: Hashable {
        let credential: ArraySlice<UInt8>
        let version: UInt64

        static func == (left: Name, right: Name) -> Bool {
            left.version == right.version && left.credential.equals(right.credential)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(version)
            // SAFETY: the hasher reads the bytes during the call only.
            unsafe credential.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    private struct Generations {
        var young: [Name: SigningKey] = [:]
        var old: [Name: SigningKey] = [:]
    }

    private let capacity: Int
    private let generations = Mutex(Generations())

    /// A cache for about so many keys; without a number, for a busy node's.
    public init(capacity: Int? = nil) {
        self.capacity = max(2, capacity ?? Limits.signingKeys)
    }

    /// The key for a request, if it is here.
    ///
    /// The version tells secrets of one key id apart: any number that changes with the secret.
    public func key(for request: SignedRequest, version: UInt64) -> SigningKey? {
        let name = Name(credential: request.scope.credential, version: version)
        return generations.withLock { generations in
            if let key = generations.young[name] { return key }
            guard let key = generations.old[name] else { return nil }
            insert(key, name, &generations)
            return key
        }
    }

    /// Derives the key for a request and keeps it.
    public func derive(
        for request: SignedRequest,
        version: UInt64,
        secretAccessKey: Secret
    ) -> SigningKey {
        let key = SigningKey(secretAccessKey, scope: request.scope)
        let name = Name(credential: request.scope.credential, version: version)
        generations.withLock { insert(key, name, &$0) }
        return key
    }

    /// Forgets all keys.
    public func removeAll() {
        generations.withLock { $0 = Generations() }
    }

    private func insert(_ key: SigningKey, _ name: Name, _ generations: inout Generations) {
        if generations.young.count >= capacity / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        // A copy, so that the whole head of the request is not kept alive.
        let copy = Name(credential: Array(name.credential)[...], version: name.version)
        generations.young[copy] = key
    }
}
