/// Total deadlines: a connection that is late is cut, however often it sends a byte.
#ifndef Watch_h
#define Watch_h

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/// One connection's deadline.
struct watch {
    struct watch *next, *previous;
    int descriptor;
    /// Monotonic milliseconds; `INT64_MAX` for none.
    _Atomic int64_t deadline;
    /// Whether an exchange has begun and is not over.
    _Atomic int is_busy;
};

/// All connections of a server, and the thread that looks at them.
struct watchdog {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    pthread_t thread;
    struct watch *first;
    int is_stopping;
};

int64_t watch_now(void);
int watchdog_start(struct watchdog *dog);
void watchdog_stop(struct watchdog *dog);
struct watch *watchdog_add(struct watchdog *dog, int descriptor, int64_t deadline);
void watchdog_remove(struct watchdog *dog, struct watch *watch);
/// Cuts the connections without an exchange under way.
void watchdog_cut_idle(struct watchdog *dog);

#endif
