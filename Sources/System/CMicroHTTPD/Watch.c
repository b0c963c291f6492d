#include "Watch.h"

#include <sys/socket.h>
#include <time.h>

int64_t watch_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// How often the connections are looked at: a deadline is kept to within this.
static const int64_t period_milliseconds = 50;

void watch_make_condition(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

void watch_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += milliseconds % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(condition, mutex, &until);
}

static void *look(void *argument) {
    struct watchdog *dog = argument;
    pthread_mutex_lock(&dog->mutex);
    while (!dog->is_stopping) {
        int64_t now = watch_now();
        for (struct watch *watch = dog->first; watch; watch = watch->next)
            if (atomic_load_explicit(&watch->deadline, memory_order_relaxed) < now)
                shutdown(watch->descriptor, SHUT_RDWR);
        watch_wait(&dog->condition, &dog->mutex, period_milliseconds);
    }
    pthread_mutex_unlock(&dog->mutex);
    return NULL;
}

int watchdog_start(struct watchdog *dog) {
    pthread_mutex_init(&dog->mutex, NULL);
    watch_make_condition(&dog->condition);
    return pthread_create(&dog->thread, NULL, look, dog) == 0;
}

void watchdog_stop(struct watchdog *dog) {
    pthread_mutex_lock(&dog->mutex);
    dog->is_stopping = 1;
    pthread_cond_signal(&dog->condition);
    pthread_mutex_unlock(&dog->mutex);
    pthread_join(dog->thread, NULL);
    pthread_cond_destroy(&dog->condition);
    pthread_mutex_destroy(&dog->mutex);
}

void watchdog_add(struct watchdog *dog, struct watch *watch) {
    pthread_mutex_lock(&dog->mutex);
    watch->previous = NULL;
    watch->next = dog->first;
    if (dog->first) dog->first->previous = watch;
    dog->first = watch;
    pthread_mutex_unlock(&dog->mutex);
}

void watchdog_remove(struct watchdog *dog, struct watch *watch) {
    pthread_mutex_lock(&dog->mutex);
    if (watch->previous) watch->previous->next = watch->next;
    else dog->first = watch->next;
    if (watch->next) watch->next->previous = watch->previous;
    pthread_mutex_unlock(&dog->mutex);
}

void watchdog_each(struct watchdog *dog, void (*body)(struct watch *watch)) {
    pthread_mutex_lock(&dog->mutex);
    for (struct watch *watch = dog->first; watch; watch = watch->next) body(watch);
    pthread_mutex_unlock(&dog->mutex);
}
