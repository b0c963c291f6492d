/// Total deadlines: a connection that is late is cut, however often it sends a byte.
#ifndef Watch_h
#define Watch_h

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/// One connection's deadline; the first member of what it watches over.
struct watch {
    struct watch *next, *previous;
    int descriptor;
    /// Monotonic milliseconds; `INT64_MAX` for none.
    _Atomic int64_t deadline;
    /// Whether an exchange has begun and is not over.
    _Atomic int is_busy;
    /// Whether the library was told that the client has closed.
    int is_hung_up;
};

/// All connections of a server, and the thread that looks at them.
struct watchdog {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    pthread_t thread;
    struct watch *first;
    size_t count;
    int is_stopping;
};

int64_t watch_now(void);
/// Waits on a condition for some time, as `pthread_cond_timedwait` does.
void watch_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t milliseconds);
/// Makes a condition whose waits are counted by the monotonic clock.
void watch_make_condition(pthread_cond_t *condition);
int watchdog_start(struct watchdog *dog);
void watchdog_stop(struct watchdog *dog);
void watchdog_add(struct watchdog *dog, struct watch *watch);
void watchdog_remove(struct watchdog *dog, struct watch *watch);
/// Calls back for each connection; none is added or removed meanwhile.
void watchdog_each(struct watchdog *dog, void (*body)(struct watch *watch));

#endif
