/// libmicrohttpd behind a strict guard and total deadlines.
///
/// The library calls `http_callbacks` on its own threads, one at a time for each exchange. What it
/// accepts too much of (RFC 9112 section 11) is refused here before anyone hears of it.
#ifndef CMicroHTTPD_h
#define CMicroHTTPD_h

#include <stddef.h>
#include <stdint.h>

/// Bytes of the connection's buffer; valid until the callback returns.
struct http_text {
    const char *bytes;
    size_t count;
};

/// The most header fields in one head: AWS's clients send about 20.
#define HTTP_FIELD_LIMIT 100

struct http_field {
    struct http_text name;
    struct http_text value;
};

/// A head that the guard has let pass.
struct http_head {
    struct http_text method;
    /// As received; the scheme and authority of the absolute form are taken off.
    struct http_text target;
    size_t field_count;
    struct http_field fields[HTTP_FIELD_LIMIT];
    /// The body's length as announced; -1 for a chunked body, 0 for none.
    int64_t content_length;
    int expects_continue;
    /// 1 for a first version number of 1.1, 0 for 1.0.
    int minor_version;
    /// The peer: 4 or 16 bytes.
    uint8_t peer[16];
    int peer_is_v4;
};

struct http_exchange;

/// What a callback wants next.
enum http_next {
    /// Go on: read the body, or wait for the answer of a suspended exchange.
    HTTP_GO_ON = 1,
    /// Cut the connection without an answer.
    HTTP_ABORT = 0,
};

struct http_callbacks {
    /// A head is complete. Stores the caller's own state in `request`.
    enum http_next (*begin)(void *server, const struct http_head *head,
                            struct http_exchange *exchange, void **request);
    /// The next bytes of the body.
    enum http_next (*body)(void *request, const uint8_t *bytes, size_t count);
    /// The body is complete, or a suspended exchange was resumed.
    enum http_next (*end)(void *request);
    /// The exchange is over, answered or not; `request` is not used again.
    void (*forget)(void *request, int was_answered);
};

struct http_options {
    /// 4 or 16 bytes.
    uint8_t address[16];
    int is_v4;
    uint16_t port;
    unsigned threads;
    unsigned connection_limit;
    /// Memory of one connection in bytes: bounds the head and what is read at once.
    size_t connection_memory;
    /// How long a new connection may take to send its head.
    int64_t head_milliseconds;
    /// How long a kept connection may take until its next head is there, idle time included.
    int64_t idle_milliseconds;
    /// How long a body may take, besides its bytes at `body_bytes_per_second`.
    int64_t body_milliseconds;
    int64_t body_bytes_per_second;
    /// PEM texts that end in a zero byte, or NULL.
    const char *certificate;
    const char *key;
};

struct http_server;

/// Starts a server; NULL on failure. `server` and the callbacks must outlive it.
struct http_server *http_start(const struct http_options *options,
                               const struct http_callbacks *callbacks, void *server);
uint16_t http_port(const struct http_server *server);
/// Takes no more connections and closes the idle ones.
void http_quiesce(struct http_server *server);
/// How many exchanges have begun and are not over.
int http_busy(struct http_server *server);
/// Ends the server. No exchange may be suspended.
void http_stop(struct http_server *server);

/// Answers. `fields` holds `field_count` names and values, each ended by a zero byte.
enum http_next http_answer_bytes(struct http_exchange *exchange, unsigned status,
                                 const uint8_t *fields, size_t field_count, const uint8_t *bytes,
                                 size_t count, int closes);
/// Answers with a part of a file, whose descriptor the library closes.
enum http_next http_answer_file(struct http_exchange *exchange, unsigned status,
                                const uint8_t *fields, size_t field_count, int descriptor,
                                uint64_t offset, uint64_t count, int closes);
/// Answers without a body but with its length, as HEAD wants it.
enum http_next http_answer_length(struct http_exchange *exchange, unsigned status,
                                  const uint8_t *fields, size_t field_count, uint64_t count,
                                  int closes);
/// Sets the exchange aside until `http_resume`; only from within a callback.
void http_suspend(struct http_exchange *exchange);
/// Lets a suspended exchange go on, from any thread: its `end` is called again.
void http_resume(struct http_exchange *exchange);

#endif
