public import Base
internal import Markup

/// The keys of issuers, fetched when they are first needed and kept for a while.
///
/// A key that is not among those kept makes the issuer be asked again, but not at once after it was
/// asked. Fetches run on threads of their own; requests that need the same issuer share one.
public final class IssuerKeys: Sendable {
    /// What is told of an issuer's keys.
    public typealias Outcome = Result<KeySet, KeyProblem>

    private struct State {
        var entries: [Issuer: IssuerEntry] = [:]
        /// Issuers to ask, each for the first of its accounts that has not used up its share.
        var queue: [(issuer: Issuer, accounts: [AccountID])] = []
        /// How many issuers are being asked for an account.
        var asked: [AccountID: Int] = [:]
        var threads: [OSThread] = []
        var waiting = 0
        var idle = 0
        var isClosed = false
    }

    private let source: any IssuerSource
    private let clock: Clock
    private let state = Monitor(State())

    /// Takes where documents come from.
    public init(source: any IssuerSource, clock: Clock) {
        self.source = source
        self.clock = clock
    }

    /// Whether tokens of an issuer without TLS are taken.
    public func takes(insecure url: String) -> Bool { source.takes(insecure: url) }

    /// Tells the keys of an issuer among which one has that name; at once when they are kept.
    ///
    /// The account is the one that trusts the issuer: each has its share of what can be asked.
    public func find(
        _ keyID: String,
        of issuer: Issuer,
        for account: AccountID,
        then tell: @escaping @Sendable (Outcome) -> Void
    ) {
        let now = clock.now.milliseconds
        let known: Outcome? = state.withLock { state in
            state.entries[issuer]?.known(keyID, now)
        }
        if let known { return tell(known) }
        if let known = wait(for: keyID, of: issuer, account, now, tell) { tell(known) }
    }

    /// Ends the threads; what still waits is told that nothing came; call once.
    public func close() {
        let (threads, left) = state.change { state in
            state.isClosed = true
            let left = state.queue.flatMap { waiting in
                state.entries[waiting.issuer]?.end(.failure(.unreachable), clock.now.milliseconds)
                    ?? []
            }
            state.queue = []
            state.waiting -= left.count
            defer { state.threads = [] }
            return (state.threads, left)
        }
        for tell in left { tell() }
        for thread in threads { thread.join() }
    }

    /// Nil when `tell` is called later.
    private func wait(
        for keyID: String,
        of issuer: Issuer,
        _ account: AccountID,
        _ now: Int64,
        _ tell: @escaping @Sendable (Outcome) -> Void
    ) -> Outcome? {
        state.change { state in
            var entry = state.entries[issuer] ?? IssuerEntry()
            if let known = entry.known(keyID, now) { return known }
            guard !state.isClosed, state.waiting < Limits.waiting,
                entry.isUnderWay || hasRoom(state, account) && hasThread(&state),
                entry.wait(for: keyID, tell)
            else { return entry.unasked(keyID, now) }
            state.waiting += 1
            if entry.isUnderWay {
                share(issuer, account, &state)
            } else {
                entry.begin()
                state.queue.append((issuer, [account]))
                if state.entries[issuer] == nil { makeRoom(&state) }
            }
            state.entries[issuer] = entry
            return nil
        }
    }

    private func hasRoom(_ state: State, _ account: AccountID) -> Bool {
        state.queue.count < Limits.queued && hasRoomForOne(state, account)
    }

    private func hasRoomForOne(_ state: State, _ account: AccountID) -> Bool {
        state.queue.count { $0.accounts.contains(account) } < Limits.queuedForOne
    }

    private func hasThreads(_ state: State, _ account: AccountID) -> Bool {
        state.asked[account, default: 0] < Limits.workersForOne
    }

    /// Lets an issuer that waits to be asked for other accounts be asked for this one too.
    ///
    /// Nobody waits for the silent issuers of another.
    private func share(_ issuer: Issuer, _ account: AccountID, _ state: inout State) {
        guard let place = state.queue.firstIndex(where: { $0.issuer == issuer }),
            !state.queue[place].accounts.contains(account), hasRoomForOne(state, account)
        else { return }
        state.queue[place].accounts.append(account)
    }

    // MARK: Threads

    /// Whether there is a thread for one more issuer, sooner or later; starts one if none is idle.
    private func hasThread(_ state: inout State) -> Bool {
        if state.idle <= state.queue.count, state.threads.count < Limits.workers,
            let thread = OSThread({ self.work() })
        {
            state.threads.append(thread)
        }
        return !state.threads.isEmpty
    }

    /// Forgets the issuer that was asked longest ago when there are too many.
    private func makeRoom(_ state: inout State) {
        guard state.entries.count >= Limits.issuers else { return }
        let oldest = state.entries.filter { !$0.value.isUnderWay }
            .min { $0.value.askedAt < $1.value.askedAt }
        if let oldest { state.entries[oldest.key] = nil }
    }

    private func work() {
        while let (issuer, account) = next() {
            let outcome = fetch(issuer)
            let waiting = state.change { state in
                let now = clock.now.milliseconds
                state.asked[account] = state.asked[account].flatMap { $0 > 1 ? $0 - 1 : nil }
                let waiting = state.entries[issuer]?.end(outcome, now) ?? []
                state.waiting -= waiting.count
                return waiting
            }
            for tell in waiting { tell() }
        }
    }

    /// The one that has waited longest of those with an account that has not used up its share.
    private func next() -> (issuer: Issuer, account: AccountID)? {
        state.withLock { $0.idle += 1 }
        return state.wait { state -> (issuer: Issuer, account: AccountID)?? in
            let next = take(&state)
            guard next != nil || state.isClosed else { return nil }
            state.idle -= 1
            return .some(next)
        }
    }

    private func take(_ state: inout State) -> (issuer: Issuer, account: AccountID)? {
        for (place, next) in state.queue.enumerated() {
            let account = next.accounts.first { hasThreads(state, $0) }
            guard let account else { continue }
            state.queue.remove(at: place)
            state.asked[account, default: 0] += 1
            return (next.issuer, account)
        }
        return nil
    }

    // MARK: Documents

    /// - Source: OpenID Connect Discovery 1.0, section 4.3: the document must name the issuer itself.
    private func fetch(_ issuer: Issuer) -> Outcome {
        do throws(KeyProblem) {
            let text = try source.document(issuer.discoveryURL, of: issuer)
            guard
                let document = try? JSONDocument(
                    parsing: text,
                    limits: JSONLimits(depth: Limits.depth)
                ),
                document.root["issuer"]?.string == issuer.url,
                let address = document.root["jwks_uri"]?.string, isAddress(address),
                let keys = KeySet(parsing: try source.document(address, of: issuer))
            else { throw .unusable }
            return .success(keys)
        } catch { return .failure(error) }
    }

    private func isAddress(_ text: String) -> Bool {
        text.utf8.count <= Limits.address && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
