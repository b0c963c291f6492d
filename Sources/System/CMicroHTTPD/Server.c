#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "Exchange.h"

/// The library tells of clients' mistakes; the server's own events are the log.
static void keep_quiet(void *context, const char *format, va_list arguments) {
    (void)context;
    (void)format;
    (void)arguments;
}

static int open_listener(const struct http_options *options) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {0};
    socklen_t length = options->is_v4 ? sizeof address.v4 : sizeof address.v6;
    if (options->is_v4) {
        address.v4.sin_family = AF_INET;
        address.v4.sin_port = htons(options->port);
        memcpy(&address.v4.sin_addr, options->address, 4);
    } else {
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = htons(options->port);
        memcpy(&address.v6.sin6_addr, options->address, 16);
    }
    int descriptor = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -1;
    int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    // Connections inherit it. The library holds back what it wants to send together by itself.
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (bind(descriptor, &address.any, length) == 0 && listen(descriptor, 1024) == 0)
        return descriptor;
    int reason = errno;
    close(descriptor);
    errno = reason;
    return -1;
}

static int start_daemon(struct http_server *server, const struct http_options *options) {
    struct MHD_OptionItem extra[5];
    int count = 0;
    if (options->threads > 1)
        extra[count++] =
            (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)options->threads, NULL};
    if (options->certificate) {
        extra[count++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
                                                 (void *)(uintptr_t)options->certificate};
        extra[count++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)options->key};
        extra[count++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0,
                                                 "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"};
    }
    extra[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_SUSPEND_RESUME | MHD_USE_TURBO |
                     MHD_USE_ERROR_LOG;
    if (options->certificate) flags |= MHD_USE_TLS;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, exchange_handle, server, MHD_OPTION_EXTERNAL_LOGGER, keep_quiet, NULL,
        MHD_OPTION_LISTEN_SOCKET, server->listener, MHD_OPTION_URI_LOG_CALLBACK, exchange_look,
        server, MHD_OPTION_UNESCAPE_CALLBACK, exchange_keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_over, server, MHD_OPTION_NOTIFY_CONNECTION,
        exchange_connection_changed, server, MHD_OPTION_CONNECTION_LIMIT,
        options->connection_limit, MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->peer_limit,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory, MHD_OPTION_ARRAY, extra,
        MHD_OPTION_END);
    return server->daemon != NULL;
}

/// Which socket a descriptor is; zero when it is closed.
static ino_t inode(int descriptor) {
    struct stat facts;
    return fstat(descriptor, &facts) == 0 ? facts.st_ino : 0;
}

struct http_server *http_start(const struct http_options *options,
                               const struct http_callbacks *callbacks, void *context) {
    struct http_server *server = calloc(1, sizeof *server);
    if (!server) return NULL;
    server->callbacks = *callbacks;
    server->context = context;
    server->options = *options;
    pthread_mutex_init(&server->mutex, NULL);
    watch_make_condition(&server->condition);
    server->listener = open_listener(options);
    if (server->listener < 0) {
        free(server);
        return NULL;
    }
    ino_t listening = inode(server->listener);
    errno = 0;
    if (watchdog_start(&server->dog)) {
        if (start_daemon(server, options)) return server;
        watchdog_stop(&server->dog);
    }
    if (!errno) errno = EINVAL;
    int reason = errno;
    // On some paths a failed start has closed it, and another thread may have its number by now.
    if (inode(server->listener) == listening) close(server->listener);
    free(server);
    errno = reason;
    return NULL;
}

uint16_t http_port(const struct http_server *server) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {0};
    socklen_t length = sizeof address;
    if (getsockname(server->listener, &address.any, &length) != 0) return 0;
    return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

/// Ends what the client may still say: a request that has arrived is answered, then it closes.
static void close_for_reading(struct watch *watch) {
    if (!atomic_load(&watch->is_busy)) shutdown(watch->descriptor, SHUT_RD);
}

int http_quiesce(struct http_server *server, int64_t grace_milliseconds) {
    atomic_store(&server->is_quiet, 1);
    MHD_quiesce_daemon(server->daemon);
    // Refuses whoever still waits to be taken.
    shutdown(server->listener, SHUT_RDWR);
    watchdog_each(&server->dog, close_for_reading);
    int64_t until = watch_now() + grace_milliseconds;
    pthread_mutex_lock(&server->mutex);
    while (atomic_load(&server->busy) > 0 && watch_now() < until)
        watch_wait(&server->condition, &server->mutex, until - watch_now());
    pthread_mutex_unlock(&server->mutex);
    return atomic_load(&server->busy) == 0;
}

static void cut(struct watch *watch) {
    shutdown(watch->descriptor, SHUT_RDWR);
    // The watch is the exchange's first member.
    http_resume((struct http_exchange *)watch);
}

void http_stop(struct http_server *server) {
    atomic_store(&server->is_aborting, 1);
    watchdog_each(&server->dog, cut);
    MHD_stop_daemon(server->daemon);
    // The library does not close a socket that it was given, once it is quiet.
    close(server->listener);
    watchdog_stop(&server->dog);
    pthread_cond_destroy(&server->condition);
    pthread_mutex_destroy(&server->mutex);
    free(server);
}
