/// libcurl behind one function: one request, limited in size, time and where it may go.
#ifndef CCurl_h
#define CCurl_h

#include <stddef.h>
#include <stdint.h>

struct curl_order {
    /// GET, or POST with a body.
    const char *method;
    const char *url;
    /// Lines `Name: value`; NULL ends them, and NULL stands for none.
    const char *const *fields;
    /// The name of a field of the answer that is to be told; "" for none.
    const char *wanted_field;
    const uint8_t *body;
    size_t body_count;
    /// A PEM file of certificates that are trusted in place of the system's; NULL for the system's.
    const char *authorities;
    /// SHA-1 fingerprints, 20 bytes each: a certificate of the server's chain that has one of them is
    /// trusted as well.
    const uint8_t *fingerprints;
    size_t fingerprint_count;
    /// Lines `HOST:PORT:HOST:PORT`, the latter to be connected to in place of the former; NULL ends.
    const char *const *detours;
    long connect_milliseconds;
    long milliseconds;
    size_t limit;
    /// Whether addresses that are not public may be connected to.
    int allows_private;
    /// Whether the URL is plain HTTP, which reaches loopback addresses only.
    int is_insecure;
};

struct curl_answer {
    long status;
    /// To be freed with `curl_body_free`; NULL when it is empty.
    uint8_t *body;
    size_t count;
    /// The value of the wanted field, likewise; NULL when there is none.
    uint8_t *field;
    size_t field_count;
};

enum curl_outcome { CURL_DONE, CURL_UNREACHABLE, CURL_UNTRUSTED, CURL_TOO_LONG };

/// Answers what became of it, and fills `answer` on CURL_DONE.
///
/// Never follows a redirect, uses no proxy, and sends no cookies.
enum curl_outcome curl_run(const struct curl_order *order, struct curl_answer *answer);
void curl_body_free(uint8_t *body);

#endif
