#include "CSQLite.h"

// sqlite3_config takes variable arguments, which Swift cannot call.
void rolecall_sqlite_configure(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
