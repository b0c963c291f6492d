/// The rules of RFC 9112 that libmicrohttpd does not keep by itself.
#ifndef Guard_h
#define Guard_h

#include "CMicroHTTPD.h"

/// Where the parts of a request line lay in the connection's buffer.
struct guard_line {
    struct http_text method;
    struct http_text target;
    struct http_text version;
};

/// 0 when the head may pass, else the status to refuse it with.
///
/// Sets the head's method, target, length, expectation and version.
unsigned guard_check(struct http_head *head, const struct guard_line *line);

#endif
