/// The rules of RFC 9112 that libmicrohttpd does not keep by itself.
#ifndef Guard_h
#define Guard_h

#include "CMicroHTTPD.h"

/// What stands between the parts of a head.
struct guard_marks {
    uint8_t space, colon, cr, lf;
};

/// The library zeroes the bytes between the parts where they lie.
static const struct guard_marks guard_marks_cut = {0, 0, 0, 0};

/// Reads a head from its bytes: 0 when it may pass, else the status to refuse it with.
///
/// Sets all of `head` but the peer.
unsigned guard_read(const uint8_t *bytes, size_t count, struct guard_marks marks,
                    struct http_head *head);

#endif
