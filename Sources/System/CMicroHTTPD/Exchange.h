/// A server, its connections, and the exchange under way on each.
#ifndef Exchange_h
#define Exchange_h

#include <microhttpd.h>

#include "CMicroHTTPD.h"
#include "Watch.h"

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_callbacks callbacks;
    void *context;
    struct http_options options;
    struct watchdog dog;
    MHD_socket listener;
    /// How many exchanges have begun and are not over; the condition tells that it fell to zero.
    _Atomic int busy;
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    /// No more connections: answers close theirs.
    _Atomic int is_quiet;
    /// Exchanges that are resumed now are cut.
    _Atomic int is_aborting;
};

enum stage {
    /// Between exchanges, or in a head.
    STAGE_IDLE,
    /// The callbacks have taken the exchange on.
    STAGE_BEGUN,
    /// An answer is queued; what comes of the body is dropped by the library.
    STAGE_ANSWERED,
    /// An early answer was sent; what comes of the body is dropped, then the connection.
    STAGE_LINGERING,
};

/// A connection and the exchange on it: requests on one connection follow each other.
struct http_exchange {
    struct watch watch;
    struct http_server *server;
    struct MHD_Connection *connection;
    uint8_t peer[16];
    int peer_is_v4;
    /// Where heads have begun so far on this connection, to within a page.
    const uint8_t *page;

    enum stage stage;
    void *request;
    /// Whether the callbacks are still to be told that it is over.
    int is_known;
    _Atomic int is_suspended;
    /// Whether it is certain that the head ended where both we and the library think.
    int is_certain;
    int64_t began;
    int64_t received;

    /// Where the target lies in the library's buffer, and what was hidden of its query.
    char *target;
    char *query;
    char hidden;
    /// What the lines behind the request line looked like before the library cut them up.
    const uint8_t *lines;
    ptrdiff_t sight;
};

/// The callbacks that the library is given.
void *exchange_look(void *context, const char *target, struct MHD_Connection *connection);
size_t exchange_keep_escapes(void *context, struct MHD_Connection *connection, char *text);
enum MHD_Result exchange_handle(void *context, struct MHD_Connection *connection, const char *url,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_count, void **state);
void exchange_over(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code);
void exchange_connection_changed(void *context, struct MHD_Connection *connection,
                                 void **socket_context,
                                 enum MHD_ConnectionNotificationCode code);

/// Milliseconds that so many bytes may take.
int64_t exchange_allowance(const struct http_server *server, uint64_t bytes);
void exchange_set_deadline(struct http_exchange *exchange, int64_t deadline);
/// Counts an exchange as no longer busy.
void exchange_is_done(struct http_exchange *exchange);

#endif
