package import Base

/// When a value that was fetched is to be fetched anew, and when it must not be used any more.
package struct KeepingPlan: Sendable {
    /// From then on it is renewed while it is still served.
    package let renewAt: Timestamp
    /// From then on who asks waits for a new one, unless the server is known to be away.
    package let lateAt: Timestamp
    /// From then on it is not served.
    package let expiresAt: Timestamp

    /// Takes the three moments.
    package init(renewAt: Timestamp, lateAt: Timestamp, expiresAt: Timestamp) {
        self.renewAt = renewAt
        self.lateAt = lateAt
        self.expiresAt = expiresAt
    }

    /// For keys: renewed with 25 to 30 minutes to run, or with about two thirds of a shorter life.
    ///
    /// The jitter is from 0 to 1, so that many workloads do not renew at once.
    package init(for keys: SessionKeys, at now: Timestamp, jitter: Double) {
        let life = Double(max(0, keys.expiration.milliseconds - now.milliseconds))
        let early = Double(Limits.renewalSeconds) + jitter * Double(Limits.renewalJitterSeconds)
        let margin = min(1000 * early, life * (0.6 + 0.1 * jitter))
        // Keys of a short life are late at once: what botocore makes of them leaves no time to lose.
        let late = min(1000 * Double(Limits.lateSeconds), margin)
        let end = keys.expiration.milliseconds
        self.init(
            renewAt: Timestamp(milliseconds: end - Int64(margin)),
            lateAt: Timestamp(milliseconds: end - Int64(late)),
            expiresAt: keys.expiration
        )
    }

    /// For keys that the process of a function has in its environment: there are others while an
    /// invocation that begins now ends before the keys, or after a third of a short life.
    package init(forProcessWith keys: SessionKeys, at now: Timestamp, timeoutSeconds: Int) {
        let life = max(0, keys.expiration.milliseconds - now.milliseconds)
        let early = 1000 * (Int64(timeoutSeconds) + Limits.replacementSeconds)
        let margin = min(early, life / 3 * 2)
        self.init(
            renewAt: Timestamp(milliseconds: keys.expiration.milliseconds - margin),
            lateAt: keys.expiration,
            expiresAt: keys.expiration
        )
    }

    /// For what is known of an instance: asked for anew every quarter of a minute, and served for as
    /// long as nobody says otherwise.
    package init(descriptionAt now: Timestamp, jitter: Double) {
        let seconds = Double(Limits.descriptionSeconds) * (0.8 + 0.2 * jitter)
        self.init(
            renewAt: Timestamp(milliseconds: now.milliseconds + Int64(1000 * seconds)),
            lateAt: now.adding(seconds: Limits.lateDescriptionSeconds),
            expiresAt: Timestamp(milliseconds: .max)
        )
    }
}
