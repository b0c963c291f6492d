import Store

/// What the writer thread does: one batch after another.
///
/// Used by the writer thread only, once it runs.
final class Batches: Sendable {
    private let connection: SQLiteConnection
    private let queue: JobQueue

    init(connection: SQLiteConnection, queue: JobQueue) {
        self.connection = connection
        self.queue = queue
    }

    func runUntilClosed() {
        while let jobs = queue.take(atMost: Limits.batchJobs) {
            var rest = jobs[...]
            while !rest.isEmpty { rest = commit(rest) }
            connection.copyLogIfLong()
        }
        connection.close()
    }

    /// Runs jobs in one transaction and reports them; returns those that have to be run in another,
    /// because SQLite failed and undid the transaction under them.
    private func commit(_ jobs: ArraySlice<WriteJob>) -> ArraySlice<WriteJob> {
        do { try connection.run(.begin) } catch {
            for job in jobs {
                job.run(SQLiteTransaction(connection: connection, failure: error)).report(error)
            }
            return []
        }
        var outcomes: [WriteJob.Outcome] = []
        outcomes.reserveCapacity(jobs.count)
        var actions: [@Sendable () -> Void] = []
        for (index, job) in zip(jobs.indices, jobs) {
            let transaction = SQLiteTransaction(connection: connection)
            let outcome = job.run(transaction)
            outcomes.append(outcome)
            if outcome.succeeded { transaction.keep() } else { transaction.undo() }
            if let failure = transaction.failure {
                connection.rollBack()
                for outcome in outcomes { outcome.report(failure) }
                return jobs[(index + 1)...]
            }
            if outcome.succeeded { actions += transaction.actions }
        }
        do {
            try connection.run(.commit)
        } catch {
            connection.rollBack()
            for outcome in outcomes { outcome.report(error) }
            return []
        }
        for action in actions { action() }
        for outcome in outcomes { outcome.report(nil) }
        return []
    }
}
