package import Base
private import Synchronization
package import Tokens
package import WebIdentity

/// Changes the keys of session tokens and of web identity tokens, on schedule and on command.
///
/// A ring is kept before it is used, so that a restart never meets a token under a key that is lost.
package final class TokenKeyKeeper: Sendable {
    /// How long a key seals before another takes its place, in seconds: a day, so that a ring has
    /// three keys while the longest sessions run.
    package static let sealingSeconds: Int64 = 86_400

    /// How long after its time a key may still seal: a minute is nothing to a day.
    private static let intervalMilliseconds = 60_000

    private let tokens: SessionTokens
    private let signer: TokenSigner?
    private let clock: Clock
    private let random: RandomSource
    private let keep: @Sendable (TokenKeyRing) throws -> Void
    private let isChanging = Mutex(())
    private let isClosed = Monitor(false)
    private let thread = Mutex<OSThread?>(nil)

    /// Why keys are not changed.
    package struct Failure: Error {
        /// What a person should read.
        package let message: String
    }

    /// Takes the keys that are in use, and what writes a ring down for good.
    package init(
        _ tokens: SessionTokens,
        signer: TokenSigner? = nil,
        clock: Clock,
        random: RandomSource,
        keep: @escaping @Sendable (TokenKeyRing) throws -> Void
    ) {
        self.tokens = tokens
        self.signer = signer
        self.clock = clock
        self.random = random
        self.keep = keep
    }

    /// The keys, and the time by which they are judged.
    package var keys: (ring: TokenKeyRing, now: Timestamp) { (tokens.keys, clock.now) }

    /// The keys that sign web identity tokens; nil until they are first needed.
    package var signingKeys: SigningKeyRing? { signer?.keys }

    /// Lets a new key seal, and new ones sign, from now on; old ones serve what they made to its end.
    package func rotate() throws {
        try isChanging.withLock { _ in
            try changeSigning { try $0.rotate() }
            try change()
        }
    }

    /// Changes the key when it has sealed long enough.
    ///
    /// - Returns: whether it was changed.
    @discardableResult
    package func rotateIfDue() throws -> Bool {
        try isChanging.withLock { _ in
            let due = tokens.keys.newestSealsFrom.adding(seconds: Self.sealingSeconds)
            let isDue = due <= clock.now
            if isDue { try change() }
            return try signer?.rotateIfDue() == true || isDue
        }
    }

    private func changeSigning(_ change: (TokenSigner) throws -> Void) throws {
        do {
            if let signer { try change(signer) }
        } catch is TokenSigner.Failure {
            throw Failure(
                message:
                    "there are too many keys whose web identity tokens may still be good; wait "
                    + "an hour"
            )
        }
    }

    private func change() throws {
        var ring = tokens.keys
        let now = clock.now
        guard ring.rotate(sealsFrom: now, now: now, random: random) else {
            throw Failure(
                message: "there are \(ring.keys.count) keys under which sessions may still run; "
                    + "wait until the oldest is not needed any more"
            )
        }
        try keep(ring)
        tokens.keys = ring
    }

    // MARK: Schedule

    /// Changes keys by itself from now on; what goes wrong is told, and tried again.
    package func start(_ report: @escaping @Sendable (_ error: (any Error)?) -> Void) {
        let isClosed = isClosed
        thread.withLock { thread in
            thread = OSThread { [self] in
                repeat {
                    do {
                        if try rotateIfDue() { report(nil) }
                    } catch { report(error) }
                } while isClosed.wait(milliseconds: Self.intervalMilliseconds) { $0 ? true : nil }
                    == nil
            }
        }
    }

    /// Ends the schedule.
    package func close() {
        isClosed.change { $0 = true }
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}
