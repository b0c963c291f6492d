#include "CMicroHTTPD.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "Guard.h"
#include "Watch.h"

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_callbacks callbacks;
    void *context;
    struct http_options options;
    struct watchdog dog;
    MHD_socket listener;
    int is_quiet;
    _Atomic int busy;
};

/// One request and its answer. Made when the request line is there, freed when all is over.
struct http_exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    struct watch *watch;
    void *request;
    int has_begun;
    int is_answered;
    int64_t began;
    int64_t received;
    /// Where the target lay, for the guard; its bytes are copied, as the library cuts them up.
    const char *place;
    size_t target_count;
    char target[];
};

static void *exchange_make(void *context, const char *target, struct MHD_Connection *connection) {
    size_t count = strlen(target);
    struct http_exchange *exchange = calloc(1, sizeof *exchange + count + 1);
    if (!exchange) return NULL;
    exchange->server = context;
    exchange->connection = connection;
    exchange->place = target;
    exchange->target_count = count;
    memcpy(exchange->target, target, count + 1);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->watch = info ? info->socket_context : NULL;
    return exchange;
}

static void set_deadline(struct http_exchange *exchange, int64_t deadline) {
    if (exchange->watch)
        atomic_store_explicit(&exchange->watch->deadline, deadline, memory_order_relaxed);
}

static void exchange_over(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_RequestTerminationCode code) {
    struct http_server *server = context;
    struct http_exchange *exchange = *state;
    (void)connection;
    if (!exchange) return;
    *state = NULL;
    if (exchange->has_begun) {
        server->callbacks.forget(exchange->request,
                                 code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
        atomic_fetch_sub(&server->busy, 1);
    }
    set_deadline(exchange, watch_now() + server->options.idle_milliseconds);
    if (exchange->watch) atomic_store(&exchange->watch->is_busy, 0);
    free(exchange);
}

static void connection_changed(void *context, struct MHD_Connection *connection,
                               void **socket_context, enum MHD_ConnectionNotificationCode code) {
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info)
            *socket_context = watchdog_add(&server->dog, info->connect_fd,
                                           watch_now() + server->options.head_milliseconds);
    } else if (*socket_context) {
        watchdog_remove(&server->dog, *socket_context);
        *socket_context = NULL;
    }
}

struct gathering {
    struct http_head *head;
    int is_too_many;
};

static enum MHD_Result gather(void *context, enum MHD_ValueKind kind, const char *name,
                              size_t name_count, const char *value, size_t value_count) {
    struct gathering *gathering = context;
    (void)kind;
    if (gathering->head->field_count == HTTP_FIELD_LIMIT) {
        gathering->is_too_many = 1;
        return MHD_NO;
    }
    struct http_field *field = &gathering->head->fields[gathering->head->field_count++];
    field->name = (struct http_text){name, name_count};
    field->value = (struct http_text){value ? value : name + name_count, value ? value_count : 0};
    return MHD_YES;
}

static void read_peer(struct http_head *head, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    head->peer_is_v4 = 1;
    if (!info || !info->client_addr) return;
    if (info->client_addr->sa_family == AF_INET) {
        memcpy(head->peer, &((struct sockaddr_in *)info->client_addr)->sin_addr, 4);
    } else {
        head->peer_is_v4 = 0;
        memcpy(head->peer, &((struct sockaddr_in6 *)info->client_addr)->sin6_addr, 16);
    }
}

static enum MHD_Result refuse(struct http_exchange *exchange, unsigned status) {
    http_answer_bytes(exchange, status, NULL, 0, NULL, 0, 1);
    return MHD_YES;
}

static enum MHD_Result begin(struct http_exchange *exchange, const char *method,
                             const char *version) {
    struct http_server *server = exchange->server;
    struct http_head head;
    head.field_count = 0;
    struct gathering gathering = {&head, 0};
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, gather, &gathering);
    if (gathering.is_too_many) return refuse(exchange, 431);
    head.target = (struct http_text){exchange->target, exchange->target_count};
    struct guard_line line = {
        {method, strlen(method)},
        {exchange->place, exchange->target_count},
        {version, strlen(version)},
    };
    unsigned status = guard_check(&head, &line);
    if (status) return refuse(exchange, status);
    read_peer(&head, exchange->connection);
    exchange->has_begun = 1;
    exchange->began = watch_now();
    atomic_fetch_add(&server->busy, 1);
    if (exchange->watch) atomic_store(&exchange->watch->is_busy, 1);
    set_deadline(exchange, exchange->began + server->options.body_milliseconds);
    return server->callbacks.begin(server->context, &head, exchange, &exchange->request)
               ? MHD_YES
               : MHD_NO;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_count, void **state) {
    struct http_server *server = context;
    struct http_exchange *exchange = *state;
    (void)connection;
    (void)url;
    if (!exchange) return MHD_NO;
    if (!exchange->has_begun) return exchange->is_answered ? MHD_YES : begin(exchange, method, version);
    if (*upload_count) {
        size_t count = *upload_count;
        *upload_count = 0;
        exchange->received += (int64_t)count;
        set_deadline(exchange, exchange->began + server->options.body_milliseconds +
                                   exchange->received * 1000 /
                                       server->options.body_bytes_per_second);
        if (exchange->is_answered) return MHD_YES;
        return server->callbacks.body(exchange->request, (const uint8_t *)upload, count) ? MHD_YES
                                                                                         : MHD_NO;
    }
    set_deadline(exchange, INT64_MAX);
    if (exchange->is_answered) return MHD_YES;
    return server->callbacks.end(exchange->request) ? MHD_YES : MHD_NO;
}

/// Leaves percent signs as they are: signatures cover what the client sent.
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/// The library tells of clients' mistakes; the server's own events are the log.
static void keep_quiet(void *context, const char *format, va_list arguments) {
    (void)context;
    (void)format;
    (void)arguments;
}

struct http_server *http_start(const struct http_options *options,
                               const struct http_callbacks *callbacks, void *context) {
    struct http_server *server = calloc(1, sizeof *server);
    if (!server) return NULL;
    server->callbacks = *callbacks;
    server->context = context;
    server->options = *options;
    if (!watchdog_start(&server->dog)) {
        free(server);
        return NULL;
    }
    struct sockaddr_storage address = {0};
    if (options->is_v4) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(options->port);
        memcpy(&v4->sin_addr, options->address, 4);
    } else {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(options->port);
        memcpy(&v6->sin6_addr, options->address, 16);
    }
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
    if (!options->is_v4) flags |= MHD_USE_IPv6;
    if (options->certificate) flags |= MHD_USE_TLS;
    server->daemon = MHD_start_daemon(
        flags, options->port, NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER, keep_quiet,
        NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_URI_LOG_CALLBACK,
        exchange_make, server, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_over, server, MHD_OPTION_NOTIFY_CONNECTION,
        connection_changed, server, MHD_OPTION_CONNECTION_LIMIT, options->connection_limit,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(options->idle_milliseconds / 1000 + 1),
        MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_ARRAY, extra, MHD_OPTION_END);
    if (!server->daemon) {
        watchdog_stop(&server->dog);
        free(server);
        return NULL;
    }
    return server;
}

uint16_t http_port(const struct http_server *server) {
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

void http_quiesce(struct http_server *server) {
    server->listener = MHD_quiesce_daemon(server->daemon);
    server->is_quiet = 1;
    watchdog_cut_idle(&server->dog);
}

int http_busy(struct http_server *server) { return atomic_load(&server->busy); }

void http_stop(struct http_server *server) {
    MHD_stop_daemon(server->daemon);
    if (server->is_quiet && server->listener != MHD_INVALID_SOCKET) close(server->listener);
    watchdog_stop(&server->dog);
    free(server);
}

static enum http_next answer(struct http_exchange *exchange, struct MHD_Response *response,
                             unsigned status, const uint8_t *fields, size_t field_count,
                             int closes) {
    if (!response) return HTTP_ABORT;
    const char *next = (const char *)fields;
    for (size_t index = 0; index < field_count; index++) {
        const char *name = next;
        const char *value = name + strlen(name) + 1;
        next = value + strlen(value) + 1;
        MHD_add_response_header(response, name, value);
    }
    if (closes) MHD_add_response_header(response, "Connection", "close");
    exchange->is_answered = 1;
    enum MHD_Result result = MHD_queue_response(exchange->connection, status, response);
    MHD_destroy_response(response);
    return result == MHD_YES ? HTTP_GO_ON : HTTP_ABORT;
}

enum http_next http_answer_bytes(struct http_exchange *exchange, unsigned status,
                                 const uint8_t *fields, size_t field_count, const uint8_t *bytes,
                                 size_t count, int closes) {
    struct MHD_Response *response = MHD_create_response_from_buffer(
        count, (void *)(uintptr_t)bytes, count ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
    return answer(exchange, response, status, fields, field_count, closes);
}

enum http_next http_answer_file(struct http_exchange *exchange, unsigned status,
                                const uint8_t *fields, size_t field_count, int descriptor,
                                uint64_t offset, uint64_t count, int closes) {
    struct MHD_Response *response =
        MHD_create_response_from_fd_at_offset64(count, descriptor, offset);
    if (!response) close(descriptor);
    return answer(exchange, response, status, fields, field_count, closes);
}

/// Never asked for a byte: the library sends no body to HEAD.
static ssize_t no_bytes(void *context, uint64_t position, char *buffer, size_t count) {
    (void)context;
    (void)position;
    (void)buffer;
    (void)count;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

enum http_next http_answer_length(struct http_exchange *exchange, unsigned status,
                                  const uint8_t *fields, size_t field_count, uint64_t count,
                                  int closes) {
    struct MHD_Response *response = MHD_create_response_from_callback(count, 1, no_bytes, NULL, NULL);
    return answer(exchange, response, status, fields, field_count, closes);
}

void http_suspend(struct http_exchange *exchange) { MHD_suspend_connection(exchange->connection); }

void http_resume(struct http_exchange *exchange) { MHD_resume_connection(exchange->connection); }
