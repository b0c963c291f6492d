import Base
import Cryptography
import Synchronization

/// Keeps opened sessions by access key id, in two generations as `SigningKeyCache` does.
final class SessionCache: Sendable {
    private struct Generations {
        var young: [AccessKeyID: Session] = [:]
        var old: [AccessKeyID: Session] = [:]
        var number: UInt64 = 0
    }

    private let capacity: Int
    private let generations = Mutex(Generations())

    init(capacity: Int) { self.capacity = max(2, capacity) }

    /// The session that was opened from just these bytes.
    func session(_ accessKeyID: AccessKeyID, token: ArraySlice<UInt8>) -> Session? {
        let found = generations.withLock { generations -> Session? in
            if let session = generations.young[accessKeyID] { return session }
            guard let session = generations.old[accessKeyID] else { return nil }
            insert(session, &generations)
            return session
        }
        guard let found else { return nil }
        let known = found.token
        return ConstantTime.isEqual(known.span, token.span) ? found : nil
    }

    /// How often all was forgotten.
    var number: UInt64 { generations.withLock { $0.number } }

    /// Adds a session, unless all was forgotten since the number was read.
    func insert(_ session: Session, asOf number: UInt64) {
        generations.withLock { generations in
            if generations.number == number { insert(session, &generations) }
        }
    }

    func remove(_ accessKeyID: AccessKeyID) {
        generations.withLock { generations in
            generations.young[accessKeyID] = nil
            generations.old[accessKeyID] = nil
        }
    }

    func removeAll() {
        generations.withLock { $0 = Generations(number: $0.number + 1) }
    }

    private func insert(_ session: Session, _ generations: inout Generations) {
        if generations.young.count >= capacity / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[session.accessKeyID] = session
    }
}
