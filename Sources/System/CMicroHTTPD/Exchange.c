#define _GNU_SOURCE
#include "Exchange.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

int64_t exchange_allowance(const struct http_server *server, uint64_t bytes) {
    uint64_t rate = (uint64_t)server->options.body_bytes_per_second;
    return server->options.body_milliseconds +
           (int64_t)(bytes / rate * 1000 + bytes % rate * 1000 / rate);
}

void exchange_set_deadline(struct http_exchange *exchange, int64_t deadline) {
    atomic_store_explicit(&exchange->watch.deadline, deadline, memory_order_relaxed);
}

void exchange_is_done(struct http_exchange *exchange) {
    struct http_server *server = exchange->server;
    if (!atomic_exchange(&exchange->watch.is_busy, 0)) return;
    if (atomic_fetch_sub(&server->busy, 1) == 1 && atomic_load(&server->is_quiet)) {
        pthread_mutex_lock(&server->mutex);
        pthread_cond_broadcast(&server->condition);
        pthread_mutex_unlock(&server->mutex);
    }
}

// MARK: Connections

static void read_peer(struct http_exchange *exchange) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    exchange->peer_is_v4 = 1;
    if (!info || !info->client_addr) return;
    if (info->client_addr->sa_family == AF_INET) {
        memcpy(exchange->peer, &((struct sockaddr_in *)info->client_addr)->sin_addr, 4);
        return;
    }
    const struct in6_addr *address = &((struct sockaddr_in6 *)info->client_addr)->sin6_addr;
    exchange->peer_is_v4 = IN6_IS_ADDR_V4MAPPED(address);
    if (exchange->peer_is_v4) memcpy(exchange->peer, address->s6_addr + 12, 4);
    else memcpy(exchange->peer, address, 16);
}

static struct http_exchange *make(struct http_server *server, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct http_exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange || !info) {
        free(exchange);
        return NULL;
    }
    exchange->server = server;
    exchange->connection = connection;
    exchange->watch.descriptor = info->connect_fd;
    int is_late = atomic_load(&server->is_quiet);
    exchange_set_deadline(exchange, is_late ? 0 : watch_now() + server->options.head_milliseconds);
    read_peer(exchange);
    watchdog_add(&server->dog, &exchange->watch);
    return exchange;
}

void exchange_connection_changed(void *context, struct MHD_Connection *connection,
                                 void **socket_context, enum MHD_ConnectionNotificationCode code) {
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = make(server, connection);
    } else if (*socket_context) {
        struct http_exchange *exchange = *socket_context;
        *socket_context = NULL;
        watchdog_remove(&server->dog, &exchange->watch);
        free(exchange);
    }
}

// MARK: The first look at a head

// When the request line is there, the library cuts it up in its buffer and calls `exchange_look`;
// the lines behind it are cut up later: the first colon of each and the bytes that end it become
// zeros. From the cut head `http_read_head` sees all that there was but one thing: whether two
// zeros at the end of a line were CR LF, or a zero byte and a bare CR or LF. So they are looked at
// here, before they are cut. They lie behind the request line, and zeros behind them: the library
// clears its buffer for each request (libmicrohttpd 0.9.75, memorypool.c: `MHD_pool_reset`; a fresh
// one comes from `mmap`, as it is larger than 32 KiB). What is not zero there has been received.
//
// A head that comes in pieces cannot be seen whole here. It is served, but its connection ends with
// the answer: then nothing can follow that a proxy takes for something else than we do.

static const uintptr_t page_bytes = 4096;

static const uint8_t *page_of(const uint8_t *place) {
    return (const uint8_t *)((uintptr_t)place & ~(page_bytes - 1));
}

/// Looks past the page, through a copy that the kernel makes: where the buffer ends is not known.
static ptrdiff_t look_past_page(const struct http_server *server, const uint8_t *lines) {
    size_t count = server->options.connection_memory;
    uint8_t *copy = malloc(count);
    if (!copy) return 0;
    struct iovec local = {copy, count};
    // By pages: the kernel stops before the first it cannot read.
    struct iovec remote = {(void *)(uintptr_t)lines, count};
    ssize_t taken = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
    // Behind the buffer lies what is not ours: bytes count up to the first zero.
    size_t received = taken > 0 ? strnlen((char *)copy, (size_t)taken) : 0;
    ptrdiff_t sight = http_look_at_lines(copy, received);
    free(copy);
    return sight;
}

static ptrdiff_t look_behind(const struct http_server *server, const uint8_t *line_end) {
    // The byte at `line_end` is there, and so is the rest of its page; but behind a bare LF the
    // buffer may end.
    const uint8_t *end = page_of(line_end) + page_bytes;
    if (end == line_end + 1) return 0;
    if (line_end[0] != 0 || line_end[1] != 0) return -1;
    const uint8_t *lines = line_end + 2;
    size_t count = (size_t)(end - lines);
    ptrdiff_t sight = http_look_at_lines(lines, count);
    if (sight == 0 && (count == 0 || end[-1] != 0)) return look_past_page(server, lines);
    return sight;
}

/// Whether a byte behind one that is there can be read: it need not be in the buffer.
static int is_readable(const uint8_t *known, const uint8_t *place) {
    if (page_of(known) == page_of(place)) return 1;
    uint8_t byte;
    struct iovec local = {&byte, 1};
    struct iovec remote = {(void *)(uintptr_t)place, 1};
    return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == 1;
}

void *exchange_look(void *context, const char *target, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct http_exchange *exchange = info ? info->socket_context : NULL;
    if (!exchange || !target) return NULL;
    size_t count = strlen(target);
    exchange->stage = STAGE_IDLE;
    exchange->is_known = 0;
    exchange->received = 0;
    // SAFETY: the library hands out its own buffer, to cut it up next.
    exchange->target = (char *)(uintptr_t)target;
    // The query is hidden so that the library does not cut it up; `begin` puts it back.
    char *mark = memchr(exchange->target, '?', count);
    exchange->query = mark ? mark + 1 : NULL;
    if (mark) {
        exchange->hidden = mark[1];
        mark[1] = 0;
    }
    // Behind the target: a zero, `HTTP/1.1`, and CR LF, which are zeros by now. A line without a
    // version, which the library refuses next, may end with the buffer.
    const uint8_t *target_end = (const uint8_t *)target + count;
    const uint8_t *line_end = target_end + 1 + 8;
    exchange->lines = line_end + 2;
    exchange->sight = is_readable(target_end, line_end) ? look_behind(context, line_end) : -1;
    return exchange;
}

/// Leaves percent signs as they are: signatures cover what the client sent.
size_t exchange_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

// MARK: Requests

/// Whether nothing but an empty line was skipped before the head.
static int begins_at_page(struct http_exchange *exchange, const uint8_t *head) {
    const uint8_t *page = page_of(head);
    if (head - page > 2) return 0;
    for (const uint8_t *byte = page; byte < head; byte++)
        if (*byte != 0) return 0;
    if (exchange->page && exchange->page != page) return 0;
    exchange->page = page;
    return 1;
}

static size_t head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static unsigned check(struct http_exchange *exchange, const char *method, struct http_head *head) {
    const uint8_t *bytes = (const uint8_t *)method;
    size_t count = head_size(exchange->connection);
    if (exchange->query) {
        exchange->query[-1] = '?';
        exchange->query[0] = exchange->hidden;
    }
    if (exchange->sight < 0) return 400;
    unsigned status = http_read_head(bytes, count, 1, head);
    if (status) return status;
    // A zero byte in a line can make it look like two, and only to us.
    int fields = MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, NULL, NULL);
    if (fields != (int)head->field_count) return 400;
    exchange->is_certain = exchange->lines + exchange->sight == bytes + count &&
                           begins_at_page(exchange, bytes);
    // Nor do we see whether chunks end in CR LF: what follows them is not read.
    if (head->content_length < 0) exchange->is_certain = 0;
    return 0;
}

static enum MHD_Result begin(struct http_exchange *exchange, const char *method) {
    struct http_server *server = exchange->server;
    struct http_head head;
    unsigned status = check(exchange, method, &head);
    if (status) {
        struct http_reply reply = {status, 1, 0, NULL, 0};
        http_answer_bytes(exchange, &reply, NULL, 0);
        return MHD_YES;
    }
    memcpy(head.peer, exchange->peer, sizeof head.peer);
    head.peer_is_v4 = exchange->peer_is_v4;
    exchange->stage = STAGE_BEGUN;
    exchange->is_known = 1;
    atomic_fetch_add(&server->busy, 1);
    atomic_store(&exchange->watch.is_busy, 1);
    if (head.content_length != 0) {
        exchange->began = watch_now();
        exchange_set_deadline(exchange, exchange->began + exchange_allowance(server, 0));
    }
    exchange->request = NULL;
    return server->callbacks.begin(server->context, &head, exchange, &exchange->request)
               ? MHD_YES
               : MHD_NO;
}

static enum MHD_Result take(struct http_exchange *exchange, const char *bytes, size_t count) {
    struct http_server *server = exchange->server;
    if (exchange->stage != STAGE_BEGUN) return MHD_YES;
    exchange->received += (int64_t)count;
    exchange_set_deadline(
        exchange, exchange->began + exchange_allowance(server, (uint64_t)exchange->received));
    return server->callbacks.body(exchange->request, (const uint8_t *)bytes, count) ? MHD_YES
                                                                                    : MHD_NO;
}

enum MHD_Result exchange_handle(void *context, struct MHD_Connection *connection, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_count, void **state) {
    struct http_server *server = context;
    struct http_exchange *exchange = *state;
    (void)connection;
    (void)url;
    (void)version;
    if (!exchange || atomic_load(&server->is_aborting)) return MHD_NO;
    if (exchange->stage == STAGE_IDLE) return begin(exchange, method);
    if (*upload_count) {
        size_t count = *upload_count;
        *upload_count = 0;
        return take(exchange, upload, count);
    }
    if (exchange->stage == STAGE_LINGERING) return MHD_NO;
    if (exchange->stage == STAGE_ANSWERED) return MHD_YES;
    exchange_set_deadline(exchange, INT64_MAX);
    return server->callbacks.end(exchange->request) ? MHD_YES : MHD_NO;
}

void exchange_over(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code) {
    struct http_server *server = context;
    struct http_exchange *exchange = *state;
    (void)connection;
    (void)code;
    *state = NULL;
    if (!exchange) return;
    if (exchange->is_known) server->callbacks.forget(exchange->request);
    exchange->is_known = 0;
    exchange->stage = STAGE_IDLE;
    exchange_set_deadline(exchange, watch_now() + server->options.idle_milliseconds);
    exchange_is_done(exchange);
}
