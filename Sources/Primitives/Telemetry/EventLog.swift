public import Base
private import Glibc
private import Synchronization

/// One line per event, written by a thread of its own so that no request waits for it.
///
/// When events come faster than they can be written, the oldest kept limit holds: further lines are
/// counted and the count is told in a line of its own. A log that must not lose is not this one.
public final class EventLog: Sendable {
    /// How many bytes may wait to be written: 4 MiB, some tens of thousands of lines.
    public static let waitingLimit = 4 << 20

    /// Milliseconds between two writes: what comes meanwhile goes out together, so that a busy server
    /// does not wake a thread for each request.
    private static let pause: Int32 = 10

    /// The bytes of `2026-11-24T20:54:00.000Z`.
    private static let timeLength = 24

    private struct State {
        var waiting: [UInt8] = []
        var dropped = 0
        var isClosed = false
    }

    private let monitor = Monitor(State())
    private let clock: Clock
    private let thread: Mutex<OSThread?>

    /// Starts a log that writes to an open descriptor, which stays the caller's.
    public init(descriptor: Int32, clock: Clock) {
        self.clock = clock
        let monitor = monitor
        thread = Mutex(OSThread { EventLog.drain(monitor, to: descriptor) })
    }

    /// Adds an event with the time.
    public func record(_ event: Event) { record(event, at: clock.now) }

    /// Adds an event with a time that is at hand.
    public func record(_ event: Event, at time: Timestamp) {
        monitor.change { state in
            let length = Self.timeLength + event.bytes.count + 2
            guard state.waiting.count + length <= Self.waitingLimit else {
                state.dropped += 1
                return
            }
            time.append(.extendedMilliseconds, to: &state.waiting)
            state.waiting.append(0x20)
            state.waiting.append(contentsOf: event.bytes)
            state.waiting.append(0x0A)
        }
    }

    /// Writes what waits and ends the thread; later events are lost.
    public func close() {
        monitor.change { $0.isClosed = true }
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    private static func drain(_ monitor: Monitor<State>, to descriptor: Int32) {
        while true {
            let (bytes, dropped, isClosed) = monitor.wait { state -> ([UInt8], Int, Bool)? in
                guard !state.waiting.isEmpty || state.isClosed else { return nil }
                defer {
                    state.waiting.removeAll(keepingCapacity: false)
                    state.dropped = 0
                }
                return (state.waiting, state.dropped, state.isClosed)
            }
            write(bytes, to: descriptor)
            if dropped > 0 { write(Array("events dropped=\(dropped)\n".utf8), to: descriptor) }
            if isClosed { return }
            // Not a wait on the monitor: that would be woken by every event.
            _ = poll(nil, 0, pause)
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[offset...])
                let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    guard errno == EINTR else { return }
                } else {
                    offset += count
                }
            }
        }
    }
}
