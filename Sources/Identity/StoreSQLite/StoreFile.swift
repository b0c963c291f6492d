private import Glibc
import Store

/// The file: its mode, its form, and what tells it from others.
enum StoreFile {
    /// `Role`, in SQLite's header.
    private static let applicationID = 0x526F_6C65
    /// The form of the table; a greater one is of a newer program.
    private static let schemaVersion = 1

    /// Makes the file with mode 0600 if it is not there; SQLite gives its log the same mode.
    static func make(path: String) throws(StoreError) {
        // SAFETY: the path is a C string for the time of the call.
        let file = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .unavailable("cannot open \(path)") }
        defer { _ = Glibc.close(file) }
        guard fchmod(file, 0o600) == 0 else {
            throw .unavailable("cannot set the mode of \(path)")
        }
        guard fsync(file) == 0 else { throw .unavailable("cannot flush \(path)") }
    }

    /// Sets up the writer's connection, and the table in an empty file.
    static func prepare(_ connection: SQLiteConnection) throws(StoreError) {
        let application = try connection.number("PRAGMA application_id")
        let version = try connection.number("PRAGMA user_version")
        let tables = try connection.number("SELECT count(*) FROM sqlite_schema")
        guard application == applicationID || (application == 0 && version == 0 && tables == 0)
        else { throw .unreadable("the file is not a store of this program") }
        guard version <= schemaVersion else {
            throw .unreadable("the store has form \(version); this program knows \(schemaVersion)")
        }
        try connection.execute("PRAGMA journal_mode=WAL")
        try connection.execute("PRAGMA synchronous=FULL")
        guard version == 0 else { return }
        try connection.execute(
            """
            BEGIN IMMEDIATE;
            CREATE TABLE records(key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
            PRAGMA application_id=\(applicationID);
            PRAGMA user_version=\(schemaVersion);
            COMMIT
            """
        )
    }
}
