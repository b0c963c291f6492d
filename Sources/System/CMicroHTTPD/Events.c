#define _GNU_SOURCE
#include <stddef.h>
#include <sys/epoll.h>

// libmicrohttpd 0.9.75 asks for 128 events at once. When it gets as many it asks again before it looks
// at any, and waits as long as it would have without them: when no other comes, 128 clients wait with
// it (daemon.c, `MHD_epoll`). So it never gets as many as it asks for, and looks at what it has got;
// what is left over is told the next time.

/// Stands in for the C library's, since the program's own functions are found first.
int epoll_wait(int set, struct epoll_event *events, int most, int milliseconds) {
    return epoll_pwait(set, events, most > 1 ? most - 1 : most, milliseconds, NULL);
}
