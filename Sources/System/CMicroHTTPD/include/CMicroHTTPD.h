/// libmicrohttpd behind a strict guard and total deadlines.
///
/// The library calls `http_callbacks` on its own threads, one at a time for each exchange. What it
/// accepts too much of (RFC 9112 section 11) is refused here before anyone hears of it.
#ifndef CMicroHTTPD_h
#define CMicroHTTPD_h

#include <stddef.h>
#include <stdint.h>

/// The most header fields in one head: AWS's clients send about 20.
#define HTTP_FIELD_LIMIT 100

/// A part of a head.
struct http_range {
    uint32_t start;
    uint32_t count;
};

struct http_field {
    struct http_range name;
    /// Without the white space around it.
    struct http_range value;
};

/// A head that the guard has let pass; `bytes` is valid until the callback returns.
struct http_head {
    const uint8_t *bytes;
    size_t count;
    struct http_range method;
    /// The path as received; the scheme and authority of the absolute form are not in it.
    struct http_range path;
    /// The query without its question mark; empty when there is none.
    struct http_range query;
    /// The body's length as announced; -1 for a chunked body, 0 for none.
    int64_t content_length;
    int expects_continue;
    /// 1 for HTTP/1.1, 0 for HTTP/1.0.
    int minor_version;
    /// The peer: 4 or 16 bytes.
    uint8_t peer[16];
    int peer_is_v4;
    uint32_t field_count;
    struct http_field fields[HTTP_FIELD_LIMIT];
};

/// Reads a head: 0 when it may pass, else the status to refuse it with. Sets all but the peer.
///
/// A pure function. `bytes` is the head alone, from the method to the end of the empty line: as it
/// came from the network, or, when `is_cut`, as the library leaves it in its buffer, with zeros for
/// the spaces of the request line, for the colon after each name, and for CR and LF.
unsigned http_read_head(const uint8_t *bytes, size_t count, int is_cut, struct http_head *head);

/// The length of the head's lines up to the end of the empty line, when all ends in CR LF.
///
/// - Returns: 0 when the end is not there yet; -1 when a line ends otherwise or holds a zero byte.
ptrdiff_t http_look_at_lines(const uint8_t *bytes, size_t count);

struct http_exchange;

/// What a callback wants next.
enum http_next {
    /// Go on: read the body, or wait for the answer of a suspended exchange. An exchange whose `end`
    /// has neither answered nor suspended is called again after the others that are ready.
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
    /// The body is complete; again while there is no answer, or when it was resumed.
    enum http_next (*end)(void *request);
    /// The exchange is over, answered or not; neither it nor `request` may be used again.
    void (*forget)(void *request);
};

struct http_options {
    /// 4 or 16 bytes.
    uint8_t address[16];
    int is_v4;
    uint16_t port;
    unsigned threads;
    unsigned connection_limit;
    /// How many connections one address may have; 0 for no limit.
    unsigned peer_limit;
    /// Memory of one connection in bytes: bounds the head and what is read at once.
    size_t connection_memory;
    /// How long a new connection may take to send its head, TLS handshake included.
    int64_t head_milliseconds;
    /// How long a kept connection may take until its next head is there, idle time included.
    int64_t idle_milliseconds;
    /// How long a body or an answer may take, besides its bytes at `body_bytes_per_second`.
    int64_t body_milliseconds;
    int64_t body_bytes_per_second;
    /// How long the rest of a body is read and dropped after an early answer.
    int64_t linger_milliseconds;
    /// PEM texts that end in a zero byte, or NULL.
    const char *certificate;
    const char *key;
};

/// An answer's status and fields, and whether the connection ends with it.
struct http_reply {
    unsigned status;
    int closes;
    /// The time to live of IP packets from here on; 0 for the system's.
    int hops;
    /// `field_count` names and values, each ended by a zero byte.
    const char *fields;
    size_t field_count;
};

struct http_server;

/// Starts a server; NULL on failure, with the reason in `errno`.
///
/// `context` is handed to `begin`.
struct http_server *http_start(const struct http_options *options,
                               const struct http_callbacks *callbacks, void *context);
uint16_t http_port(const struct http_server *server);
/// Takes no more connections, closes the idle ones, and waits for the exchanges under way.
///
/// - Returns: Whether all were over in time.
int http_quiesce(struct http_server *server, int64_t grace_milliseconds);
/// Ends the server; exchanges under way are cut, suspended ones included.
void http_stop(struct http_server *server);

/// Answers with bytes, which are copied.
enum http_next http_answer_bytes(struct http_exchange *exchange, const struct http_reply *reply,
                                 const uint8_t *bytes, size_t count);
/// Answers with a part of a file, whose descriptor is closed in any case.
enum http_next http_answer_file(struct http_exchange *exchange, const struct http_reply *reply,
                                int descriptor, uint64_t offset, uint64_t count);
/// Answers without a body but with its length, as HEAD wants it.
enum http_next http_answer_length(struct http_exchange *exchange, const struct http_reply *reply,
                                  uint64_t count);
/// Answers while the body is still coming: closes for writing, drops the rest, then closes.
///
/// For `begin` and `body` only; the caller is told of nothing more but `forget`.
enum http_next http_answer_early(struct http_exchange *exchange, const struct http_reply *reply,
                                 const uint8_t *bytes, size_t count);
/// Sets the exchange aside until `http_resume`; only from within `end`.
void http_suspend(struct http_exchange *exchange);
/// Lets a suspended exchange go on, from any thread: its `end` is called again.
void http_resume(struct http_exchange *exchange);

#endif
