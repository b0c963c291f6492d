private import Synchronization

/// Counts wrong codes of MFA devices, so that trying them all takes for ever.
///
/// Kept in memory: what a transaction writes is lost when its body throws.
public final class CodeGuard: Sendable {
    private struct Failures {
        var step: Int64
        var count = 0
    }

    private let failures = Mutex<[[UInt8]: Failures]>([:])

    /// Nothing has failed yet.
    public init() {}

    /// Whether one more code of the device, told by its sealed seed, is looked at in this step.
    func admits(_ seed: [UInt8], step: Int64) -> Bool {
        failures.withLock { failures in
            guard let known = failures[seed], known.step == step else { return true }
            return known.count < Limits.mfaFailures
        }
    }

    func noteFailure(_ seed: [UInt8], step: Int64) {
        failures.withLock { failures in
            if failures.count >= Limits.mfaGuarded {
                failures = failures.filter { $0.value.step == step }
            }
            var known = failures[seed] ?? Failures(step: step)
            if known.step != step { known = Failures(step: step) }
            known.count += 1
            failures[seed] = known
        }
    }
}
