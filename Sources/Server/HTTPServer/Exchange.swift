internal import CMicroHTTPD
internal import HTTPMessage
internal import Synchronization

/// One request and its answer, between the C library's thread and whoever answers.
///
/// The library's thread drives it through `begin`, `body` and `end`. The first `end` has the request
/// answered, the second sends: so the answers to all requests that have come together leave one after
/// the other, and wake a client of many connections once, not for each. An answer that is not there by
/// then resumes the connection, and a third `end` sends it.
// SAFETY: of what is mutable, all but `answer` is touched by the connection's one library thread
// only, and `answer` is behind a lock.
@safe final class Exchange: Responder, @unchecked Sendable {
    /// What becomes of the body.
    enum Reading {
        case collect(limit: Int, bytes: [UInt8], then: @Sendable ([UInt8], any Responder) -> Void)
        case stream(any BodySink)
        /// Nobody wants it, or it is complete.
        case nothing
    }

    /// Whether the answer is there, and whether the connection waits for it.
    struct Answer {
        var response: Response?
        /// It was given; another is ignored.
        var isGiven = false
        var isSuspended = false
        var isOver = false
    }

    // SAFETY: the C exchange lives until `forget`; it is touched on the library's thread, and by
    // `respond` only while `isSuspended`, which keeps it alive.
    nonisolated(unsafe) let exchange: OpaquePointer
    var reading = Reading.nothing
    let budget: CollectBudget
    /// What the body has of the budget, in bytes.
    var held = 0
    private var isComplete = false
    let answer = Mutex(Answer())

    init(_ exchange: OpaquePointer, budget: CollectBudget) {
        unsafe self.exchange = exchange
        self.budget = budget
    }

    // MARK: The machine

    func begin(_ host: HTTPServer.Host, _ head: UnsafePointer<http_head>) -> http_next {
        let length = unsafe head.pointee.content_length
        let isExpecting = unsafe head.pointee.expects_continue != 0
        switch host.application.receive(unsafe RequestHead(head, isSecure: host.isSecure)) {
        case .answer(let response):
            guard length != 0 else { return keep(response) }
            return refuse(with: response, length: length, isExpecting: isExpecting)
        case .collect(let limit, let then):
            guard length <= Int64(limit) else {
                return refuse(with: Response(status: 413), length: -1, isExpecting: isExpecting)
            }
            guard hasRoom(for: Int(min(max(length, 0), Limits.firstReservation)), limit: limit)
            else {
                return refuse(with: Response(status: 503), length: -1, isExpecting: isExpecting)
            }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(held)
            reading = .collect(limit: limit, bytes: bytes, then: then)
        case .stream(let sink):
            reading = .stream(sink)
        }
        return HTTP_GO_ON
    }

    /// Answers before the body: a short one is read and dropped first, and the connection kept.
    private func refuse(
        with response: Response,
        length: Int64,
        isExpecting: Bool
    ) -> http_next {
        // The client waits with its body: no 100, and it sees the answer at once.
        guard !isExpecting else { return send(response, isLast: true) }
        guard length < 0 || length > Limits.droppedBody else { return keep(response) }
        return sendEarly(response)
    }

    private func keep(_ response: Response) -> http_next {
        answer.withLock {
            $0.response = response
            $0.isGiven = true
        }
        return HTTP_GO_ON
    }

    func take(_ bytes: UnsafeBufferPointer<UInt8>) -> http_next {
        let early: Response?
        switch reading {
        case .collect(let limit, var gathered, let then):
            // Let go of the stored array, so that it grows in place.
            reading = .nothing
            early = unsafe gather(bytes, into: &gathered, limit: limit)
            if early == nil { reading = .collect(limit: limit, bytes: gathered, then: then) }
        case .stream(let sink):
            let span = unsafe Span(_unsafeElements: bytes)
            early = sink.receive(span)
        case .nothing:
            early = nil
        }
        guard let early else { return HTTP_GO_ON }
        reading = .nothing
        return sendEarly(early)
    }

    /// The body is complete, the others' answers are ready too, or this one's has come.
    func end() -> http_next {
        guard isComplete else {
            complete()
            return HTTP_GO_ON
        }
        let response: Response? = answer.withLock { answer in
            guard let response = answer.response else {
                answer.isSuspended = true
                unsafe http_suspend(exchange)
                return nil
            }
            answer.response = nil
            return response
        }
        guard let response else { return HTTP_GO_ON }
        giveBack()
        return send(response, isLast: false)
    }

    private func complete() {
        isComplete = true
        let ended = reading
        reading = .nothing
        switch ended {
        case .collect(_, let bytes, let then): then(bytes, self)
        case .stream(let sink): sink.finish(self)
        case .nothing: break
        }
    }

    func forget() {
        giveBack()
        let unsent = answer.withLock { answer -> Response? in
            answer.isOver = true
            answer.isSuspended = false
            defer { answer.response = nil }
            return answer.response
        }
        unsent?.discardBody()
        guard case .stream(let sink) = reading else { return }
        reading = .nothing
        sink.abandon()
    }

    func respond(_ response: Response) {
        let isUnwanted = answer.withLock { answer -> Bool in
            guard !answer.isOver, !answer.isGiven else { return true }
            answer.response = response
            answer.isGiven = true
            if answer.isSuspended {
                answer.isSuspended = false
                unsafe http_resume(exchange)
            }
            return false
        }
        if isUnwanted { response.discardBody() }
    }
}
