/// What is run over and over, compiled once per connection.
enum SQLiteCommand: Int, CaseIterable {
    case begin, commit, savepoint, release, undo
    case value, ascending, descending, count, put, delete, deleteRange

    var sql: String {
        switch self {
        case .begin: "BEGIN"
        case .commit: "COMMIT"
        case .savepoint: "SAVEPOINT body"
        case .release: "RELEASE body"
        case .undo: "ROLLBACK TO body"
        case .value: "SELECT value FROM records WHERE key=?1"
        case .ascending:
            "SELECT key,value FROM records WHERE key>=?1 AND key<?3 ORDER BY key LIMIT ?2"
        case .descending:
            "SELECT key,value FROM records WHERE key>=?1 AND key<?3 ORDER BY key DESC LIMIT ?2"
        case .count:
            "SELECT count(*) FROM (SELECT 1 FROM records WHERE key>=?1 AND key<?3 LIMIT ?2)"
        case .put: "REPLACE INTO records(key,value) VALUES(?1,?2)"
        case .delete: "DELETE FROM records WHERE key=?1"
        case .deleteRange: "DELETE FROM records WHERE key>=?1 AND key<?2"
        }
    }
}
