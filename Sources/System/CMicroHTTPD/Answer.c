#include "Exchange.h"

#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/// Adds an answer's fields; zero when the library refuses one.
static int add_fields(struct MHD_Response *response, const struct http_reply *reply) {
    const char *next = reply->fields;
    for (size_t index = 0; index < reply->field_count; index++) {
        const char *name = next;
        const char *value = name + strlen(name) + 1;
        next = value + strlen(value) + 1;
        if (*value && MHD_add_response_header(response, name, value) != MHD_YES) return 0;
    }
    return 1;
}

/// Holds for the connection's whole life: packets that are sent again go no further either.
static int limit_hops(struct http_exchange *exchange, const struct http_reply *reply) {
    if (reply->hops <= 0) return 1;
    int descriptor = exchange->watch.descriptor;
    int hops = reply->hops;
    int domain = 0;
    socklen_t length = sizeof domain;
    if (getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &length) != 0) return 0;
    // Packets of a mapped IPv4 address on an IPv6 socket follow the first.
    if (setsockopt(descriptor, IPPROTO_IP, IP_TTL, &hops, sizeof hops) != 0 && domain == AF_INET)
        return 0;
    return domain == AF_INET ||
           setsockopt(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &hops, sizeof hops) == 0;
}

static enum http_next answer(struct http_exchange *exchange, struct MHD_Response *response,
                             const struct http_reply *reply, uint64_t count) {
    struct http_server *server = exchange->server;
    if (!response) return HTTP_ABORT;
    int closes = reply->closes || (exchange->stage == STAGE_BEGUN && !exchange->is_certain) ||
                 atomic_load_explicit(&server->is_quiet, memory_order_relaxed);
    enum MHD_Result result = MHD_NO;
    if (limit_hops(exchange, reply) && add_fields(response, reply) &&
        (!closes || MHD_add_response_header(response, "Connection", "close") == MHD_YES)) {
        exchange_set_deadline(exchange, watch_now() + exchange_allowance(server, count));
        exchange->stage = STAGE_ANSWERED;
        result = MHD_queue_response(exchange->connection, reply->status, response);
    }
    MHD_destroy_response(response);
    return result == MHD_YES ? HTTP_GO_ON : HTTP_ABORT;
}

enum http_next http_answer_bytes(struct http_exchange *exchange, const struct http_reply *reply,
                                 const uint8_t *bytes, size_t count) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        count, (void *)(uintptr_t)bytes, count ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
    return answer(exchange, response, reply, count);
}

enum http_next http_answer_file(struct http_exchange *exchange, const struct http_reply *reply,
                                int descriptor, uint64_t offset, uint64_t count) {
    struct MHD_Response *response =
        MHD_create_response_from_fd_at_offset64(count, descriptor, offset);
    if (!response) close(descriptor);
    return answer(exchange, response, reply, count);
}

/// Called only when a request that is not HEAD got an answer without its body: the connection ends.
static ssize_t no_bytes(void *context, uint64_t position, char *buffer, size_t count) {
    (void)context;
    (void)position;
    (void)buffer;
    (void)count;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

enum http_next http_answer_length(struct http_exchange *exchange, const struct http_reply *reply,
                                  uint64_t count) {
    struct MHD_Response *response =
        count ? MHD_create_response_from_callback(count, 1, no_bytes, NULL, NULL)
              : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return answer(exchange, response, reply, 0);
}

// MARK: Early answers

// The library takes an answer before the first byte of a body or after the last, and closes without
// reading on, so that a client that is still sending sees a reset instead of the answer. RFC 9112
// section 9.6 wants the server to close for writing, to read on for a while, and then to close.

/// Writes the head of an early answer; zero when it does not fit.
static size_t write_head(const struct http_reply *reply, size_t body_count, char *out,
                         size_t limit) {
    char date[40];
    struct tm parts;
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    int length = snprintf(
        out, limit,
        "HTTP/1.1 %u %s\r\nDate: %s\r\nConnection: close\r\nContent-Length: %zu\r\n",
        reply->status, MHD_get_reason_phrase_for(reply->status), date, body_count);
    const char *next = reply->fields;
    for (size_t index = 0; index < reply->field_count; index++) {
        const char *name = next;
        const char *value = name + strlen(name) + 1;
        next = value + strlen(value) + 1;
        if (length < 0 || (size_t)length >= limit) return 0;
        length += snprintf(out + length, limit - (size_t)length, "%s: %s\r\n", name, value);
    }
    if (length < 0 || (size_t)length + 2 >= limit) return 0;
    memcpy(out + length, "\r\n", 2);
    return (size_t)length + 2;
}

static int send_all(struct http_exchange *exchange, const void *bytes, size_t count) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (info && info->tls_session)
        return gnutls_record_send(info->tls_session, bytes, count) == (ssize_t)count;
    return send(exchange->watch.descriptor, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL) ==
           (ssize_t)count;
}

enum http_next http_answer_early(struct http_exchange *exchange, const struct http_reply *reply,
                                 const uint8_t *bytes, size_t count) {
    const size_t head_limit = 16 * 1024;
    if (!limit_hops(exchange, reply)) return HTTP_ABORT;
    char *text = malloc(head_limit + count);
    if (!text) return HTTP_ABORT;
    size_t head = write_head(reply, count, text, head_limit);
    if (count) memcpy(text + head, bytes, count);
    int is_sent = head && send_all(exchange, text, head + count);
    free(text);
    if (!is_sent) return HTTP_ABORT;
    shutdown(exchange->watch.descriptor, SHUT_WR);
    exchange->stage = STAGE_LINGERING;
    exchange_set_deadline(exchange, watch_now() + exchange->server->options.linger_milliseconds);
    exchange_is_done(exchange);
    return HTTP_GO_ON;
}

// MARK: Suspension

// `is_suspended` makes sure that of `http_resume` and the server's end only one resumes.

static void resume(struct http_exchange *exchange) {
    if (atomic_exchange(&exchange->is_suspended, 0)) MHD_resume_connection(exchange->connection);
}

void http_suspend(struct http_exchange *exchange) {
    MHD_suspend_connection(exchange->connection);
    atomic_store(&exchange->is_suspended, 1);
    if (atomic_load(&exchange->server->is_aborting)) resume(exchange);
}

void http_resume(struct http_exchange *exchange) { resume(exchange); }
