#define _GNU_SOURCE
#include "Watch.h"

#include <poll.h>
#include <stdlib.h>
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

/// How many periods pass between two looks for clients that have closed.
static const unsigned hang_up_periods = 10;

static void cut_late(struct watchdog *dog) {
    int64_t now = watch_now();
    for (struct watch *watch = dog->first; watch; watch = watch->next)
        if (atomic_load_explicit(&watch->deadline, memory_order_relaxed) < now)
            shutdown(watch->descriptor, SHUT_RDWR);
}

/// Tells the library of clients that have closed.
///
/// A client's end that comes right behind its bytes makes one event with them, and libmicrohttpd
/// 0.9.75 does not look again after a read that got all there was. Closing our end for reading is
/// another event; what is still unread stays readable, and an answer can still be written.
static void notice_hang_ups(struct watchdog *dog) {
    struct pollfd *polled = dog->count ? malloc(dog->count * sizeof *polled) : NULL;
    if (!polled) return;
    nfds_t count = 0;
    for (struct watch *watch = dog->first; watch; watch = watch->next)
        polled[count++] = (struct pollfd){.fd = watch->is_hung_up ? -1 : watch->descriptor,
                                          .events = POLLRDHUP};
    struct watch *watch = dog->first;
    if (poll(polled, count, 0) > 0)
        for (nfds_t index = 0; index < count; index++, watch = watch->next)
            if (polled[index].revents & POLLRDHUP) {
                watch->is_hung_up = 1;
                shutdown(watch->descriptor, SHUT_RD);
            }
    free(polled);
}

static void *look(void *argument) {
    struct watchdog *dog = argument;
    pthread_mutex_lock(&dog->mutex);
    for (unsigned period = 0; !dog->is_stopping; period++) {
        cut_late(dog);
        if (period % hang_up_periods == 0) notice_hang_ups(dog);
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
    dog->count++;
    pthread_mutex_unlock(&dog->mutex);
}

void watchdog_remove(struct watchdog *dog, struct watch *watch) {
    pthread_mutex_lock(&dog->mutex);
    if (watch->previous) watch->previous->next = watch->next;
    else dog->first = watch->next;
    if (watch->next) watch->next->previous = watch->previous;
    dog->count--;
    pthread_mutex_unlock(&dog->mutex);
}

void watchdog_each(struct watchdog *dog, void (*body)(struct watch *watch)) {
    pthread_mutex_lock(&dog->mutex);
    for (struct watch *watch = dog->first; watch; watch = watch->next) body(watch);
    pthread_mutex_unlock(&dog->mutex);
}
