#include "Watch.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

int64_t watch_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// How often the connections are looked at: a deadline is kept to within this.
static const long period_nanoseconds = 50 * 1000 * 1000;

static void *look(void *argument) {
    struct watchdog *dog = argument;
    pthread_mutex_lock(&dog->mutex);
    while (!dog->is_stopping) {
        int64_t now = watch_now();
        for (struct watch *watch = dog->first; watch; watch = watch->next)
            if (atomic_load_explicit(&watch->deadline, memory_order_relaxed) < now)
                shutdown(watch->descriptor, SHUT_RDWR);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += period_nanoseconds;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&dog->condition, &dog->mutex, &until);
    }
    pthread_mutex_unlock(&dog->mutex);
    return NULL;
}

int watchdog_start(struct watchdog *dog) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&dog->mutex, NULL);
    pthread_cond_init(&dog->condition, &attributes);
    return pthread_create(&dog->thread, NULL, look, dog) == 0;
}

void watchdog_stop(struct watchdog *dog) {
    pthread_mutex_lock(&dog->mutex);
    dog->is_stopping = 1;
    pthread_cond_signal(&dog->condition);
    pthread_mutex_unlock(&dog->mutex);
    pthread_join(dog->thread, NULL);
}

struct watch *watchdog_add(struct watchdog *dog, int descriptor, int64_t deadline) {
    struct watch *watch = calloc(1, sizeof *watch);
    if (!watch) return NULL;
    watch->descriptor = descriptor;
    atomic_store(&watch->deadline, deadline);
    pthread_mutex_lock(&dog->mutex);
    watch->next = dog->first;
    if (dog->first) dog->first->previous = watch;
    dog->first = watch;
    pthread_mutex_unlock(&dog->mutex);
    return watch;
}

void watchdog_remove(struct watchdog *dog, struct watch *watch) {
    pthread_mutex_lock(&dog->mutex);
    if (watch->previous) watch->previous->next = watch->next;
    else dog->first = watch->next;
    if (watch->next) watch->next->previous = watch->previous;
    pthread_mutex_unlock(&dog->mutex);
    free(watch);
}

void watchdog_cut_idle(struct watchdog *dog) {
    pthread_mutex_lock(&dog->mutex);
    for (struct watch *watch = dog->first; watch; watch = watch->next)
        if (!atomic_load(&watch->is_busy)) shutdown(watch->descriptor, SHUT_RDWR);
    pthread_mutex_unlock(&dog->mutex);
}
