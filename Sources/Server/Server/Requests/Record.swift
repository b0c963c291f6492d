internal import Base
internal import Telemetry

/// What the event of a request tells; filled while it is served, by one thread after another.
final class Record: @unchecked Sendable {
    // SAFETY: a request is served by one thread at a time; handing it to the writer's thread and
    // back is ordered by the queue's lock.
    let id: String
    let began: Timestamp
    var caller = ""
    var service: StaticString = ""
    var operation = ""
    /// What DecodeAuthorizationMessage opens; empty for what is not denied.
    var authorizationMessage = ""

    private let events: EventLog
    private let clock: Clock

    init(id: String, began: Timestamp, events: EventLog, clock: Clock) {
        self.id = id
        self.began = began
        self.events = events
        self.clock = clock
    }

    func finish(status: Int, code: String) {
        let now = clock.now
        var event = Event("request")
        event.add("id", id)
        if service.utf8CodeUnitCount > 0 { event.add("service", service) }
        event.add("operation", operation)
        event.add("caller", caller)
        event.add("status", status)
        event.add("code", code)
        event.add("authorization", authorizationMessage)
        // The clock may have been set back.
        event.add("milliseconds", max(0, Int(now.milliseconds - began.milliseconds)))
        events.record(event, at: now)
    }
}
