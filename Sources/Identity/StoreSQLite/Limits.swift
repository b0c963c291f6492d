/// Sizes of queues and caches, from our own reasoning unless a source is given.
enum Limits {
    /// Writes that share one commit.
    ///
    /// At 20 µs each a full batch holds its first write up for 5 ms.
    static let batchJobs = 256
    /// Connections that are kept for the next reads; more may be open while more reads run.
    static let idleReaders = 16
    /// Pages of the write-ahead log, of 4 KiB, after which it is copied into the database.
    static let logPages: Int32 = 1000
    /// How long SQLite waits for another process that looks at the file, in milliseconds.
    static let busyMilliseconds: Int32 = 5000
    /// Page caches of the writer and of each reader, in KiB.
    static let writerCacheKiB = 16384
    static let readerCacheKiB = 2048
}
