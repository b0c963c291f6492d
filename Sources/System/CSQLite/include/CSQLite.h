#ifndef CSQLite_h
#define CSQLite_h

#include <sqlite3.h>

/// Turns off SQLite's memory statistics, which take a process-wide lock at each allocation.
///
/// To be called before any other function of SQLite; later calls do nothing.
void rolecall_sqlite_configure(void);

/// Binds a copy of bytes, also of none: SQLite takes a null pointer for NULL.
static inline int rolecall_bind_bytes(
    sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, count ? bytes : "", count, SQLITE_TRANSIENT);
}

#endif
