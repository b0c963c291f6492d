private import Glibc
import Store

/// The thread that runs queued bodies, as many as there are in one commit.
final class Writer: Sendable {
    private let queue = JobQueue()
    private let thread: JoinableThread

    init(connection: consuming WriterConnection) throws(StoreError) {
        let batches = Batches(connection: connection.connection, queue: queue)
        thread = try JoinableThread { batches.runUntilClosed() }
    }

    /// False when the writer has been stopped.
    func append(_ job: WriteJob) -> Bool { queue.append(job) }

    /// Runs what is queued, then ends; returns when it has.
    func stop() {
        queue.close()
        thread.join()
    }
}

/// A connection on its way to the writer thread, and to no one else.
struct WriterConnection: ~Copyable, Sendable {
    let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) throws(StoreError) {
        try connection.countLogPages()
        self.connection = connection
    }
}
