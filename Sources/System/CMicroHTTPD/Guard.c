/// The rules of RFC 9112 that libmicrohttpd does not keep by itself.
#include "CMicroHTTPD.h"

#include <string.h>
#include <strings.h>

/// Which parts of a head a byte may stand in.
enum {
    /// RFC 9110 section 5.6.2: letters, digits, and some signs.
    TOKEN = 1,
    /// RFC 9110 section 5.5: visible characters, spaces, tabs and bytes from 0x80.
    VALUE = 2,
    /// Visible ASCII but the fragment's mark. RFC 3986 leaves out a few more, which clients send.
    TARGET = 4,
    /// RFC 3986 section 3.2: a host and perhaps a port, no user.
    HOST = 8,
};

/// What most signs are, signs of tokens too, and letters and digits, which are all.
enum { SIGN = VALUE | TARGET, TOKEN_SIGN = SIGN | TOKEN, HOST_SIGN = SIGN | HOST, ALL = 15 };

static const uint8_t classes[256] = {
    ['\t'] = VALUE, [' '] = VALUE,
    ['!'] = TOKEN_SIGN, ['"'] = SIGN, ['#'] = VALUE | TOKEN, ['$'] = TOKEN_SIGN, ['%'] = ALL,
    ['&' ... '\''] = TOKEN_SIGN, ['(' ... ')'] = SIGN, ['*' ... '+'] = TOKEN_SIGN, [','] = SIGN,
    ['-' ... '.'] = ALL, ['/'] = SIGN, ['0' ... '9'] = ALL, [':'] = HOST_SIGN, [';' ... '@'] = SIGN,
    ['A' ... 'Z'] = ALL, ['['] = HOST_SIGN, ['\\'] = SIGN, [']'] = HOST_SIGN, ['^'] = TOKEN_SIGN,
    ['_'] = ALL, ['`'] = TOKEN_SIGN, ['a' ... 'z'] = ALL, ['{'] = SIGN, ['|'] = TOKEN_SIGN,
    ['}'] = SIGN, ['~'] = ALL, [0x80 ... 0xFF] = VALUE,
};

/// Longer than any registered method; longer than any field name that AWS's clients send.
enum { METHOD_LIMIT = 32, NAME_LIMIT = 256, HOST_LIMIT = 300 };

/// What stands between the parts of a head.
struct marks {
    uint8_t space, colon, cr, lf;
};

static const struct marks plain = {' ', ':', '\r', '\n'};
static const struct marks cut = {0, 0, 0, 0};

/// A place in a head.
struct cursor {
    const uint8_t *bytes;
    size_t count;
    size_t place;
    struct marks marks;
};

static struct http_range take(struct cursor *cursor, uint8_t class) {
    size_t start = cursor->place;
    size_t end = start;
    while (end < cursor->count && classes[cursor->bytes[end]] & class) end++;
    cursor->place = end;
    return (struct http_range){(uint32_t)start, (uint32_t)(end - start)};
}

static int take_mark(struct cursor *cursor, uint8_t mark) {
    if (cursor->place == cursor->count || cursor->bytes[cursor->place] != mark) return 0;
    cursor->place++;
    return 1;
}

static int take_line_end(struct cursor *cursor) {
    if (cursor->count - cursor->place < 2) return 0;
    const uint8_t *next = cursor->bytes + cursor->place;
    if (next[0] != cursor->marks.cr || next[1] != cursor->marks.lf) return 0;
    cursor->place += 2;
    return 1;
}

static int is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static int equals(const uint8_t *bytes, struct http_range range, const char *text) {
    return range.count == strlen(text) && memcmp(bytes + range.start, text, range.count) == 0;
}

static int is_named(const uint8_t *bytes, struct http_range range, const char *text) {
    return range.count == strlen(text) &&
           strncasecmp((const char *)bytes + range.start, text, range.count) == 0;
}

/// Finds the path and query: of the origin form, of the absolute form with the host that `Host`
/// names, or of the asterisk form (RFC 9112 section 3.2).
static unsigned read_target(struct http_head *head, struct http_range target,
                            struct http_range host) {
    const char *text = (const char *)head->bytes + target.start;
    size_t path = 0;
    if (target.count > 7 && strncasecmp(text, "http://", 7) == 0) path = 7;
    if (target.count > 8 && strncasecmp(text, "https://", 8) == 0) path = 8;
    if (path) {
        size_t authority = path;
        while (path < target.count && text[path] != '/' && text[path] != '?') path++;
        if (path - authority != host.count ||
            strncasecmp(text + authority, (const char *)head->bytes + host.start, host.count) != 0)
            return 400;
    }
    int is_asterisk = target.count == 1 && text[0] == '*';
    if (is_asterisk && !equals(head->bytes, head->method, "OPTIONS")) return 400;
    if (!is_asterisk && (path == target.count || text[path] != '/')) return 400;
    size_t end = path;
    while (end < target.count && text[end] != '?') end++;
    size_t query = end < target.count ? end + 1 : end;
    head->path = (struct http_range){target.start + path, end - path};
    head->query = (struct http_range){target.start + query, target.count - query};
    return 0;
}

/// RFC 9112 section 2.3: the major version 1 and nothing else; a minor version above 1 is not
/// spoken by any client.
static unsigned read_version(struct cursor *cursor, struct http_head *head) {
    const uint8_t *bytes = cursor->bytes + cursor->place;
    if (cursor->count - cursor->place < 8 || memcmp(bytes, "HTTP/", 5) != 0) return 400;
    if (bytes[5] < '0' || bytes[5] > '9' || bytes[6] != '.') return 400;
    if (bytes[7] < '0' || bytes[7] > '9') return 400;
    if (bytes[5] != '1' || bytes[7] > '1') return 505;
    head->minor_version = bytes[7] - '0';
    cursor->place += 8;
    return 0;
}

/// RFC 9110 section 8.6: digits only. Up to 18, so that the number fits in 63 bits.
static int read_length(const uint8_t *bytes, struct http_range value, int64_t *length) {
    if (value.count == 0 || value.count > 18) return 0;
    *length = 0;
    for (size_t index = 0; index < value.count; index++) {
        uint8_t byte = bytes[value.start + index];
        if (byte < '0' || byte > '9') return 0;
        *length = *length * 10 + (byte - '0');
    }
    return 1;
}

static int is_host(const uint8_t *bytes, struct http_range value) {
    if (value.count == 0 || value.count > HOST_LIMIT) return 0;
    for (size_t index = 0; index < value.count; index++)
        if (!(classes[bytes[value.start + index]] & HOST)) return 0;
    return 1;
}

/// The fields that say where the message ends and whom it is for.
struct framing {
    struct http_range host;
    int hosts, lengths, codings;
};

static unsigned read_length_field(struct http_head *head, struct framing *framing,
                                  const struct http_field *field) {
    framing->lengths++;
    return read_length(head->bytes, field->value, &head->content_length) ? 0 : 400;
}

/// `chunked` and nothing else: 501 for a coding under it, which cannot be undone here, and 400 when
/// the end cannot be found (RFC 9112 sections 6.1 and 6.3).
static unsigned read_coding_field(struct http_head *head, struct framing *framing,
                                  const struct http_field *field) {
    framing->codings++;
    struct http_range value = field->value;
    if (is_named(head->bytes, value, "chunked")) return 0;
    if (value.count < 8) return 400;
    struct http_range last = {value.start + value.count - 7, 7};
    uint8_t before = head->bytes[last.start - 1];
    if (is_named(head->bytes, last, "chunked") && (before == ',' || is_blank(before))) return 501;
    return 400;
}

static unsigned read_field(struct http_head *head, struct framing *framing,
                           const struct http_field *field) {
    const uint8_t *bytes = head->bytes;
    // Lengths first: most fields are none of these.
    switch (field->name.count) {
    case 4:
        if (!is_named(bytes, field->name, "host")) return 0;
        framing->hosts++;
        framing->host = field->value;
        return is_host(bytes, field->value) ? 0 : 400;
    case 6:
        if (!is_named(bytes, field->name, "expect")) return 0;
        head->expects_continue = 1;
        return is_named(bytes, field->value, "100-continue") ? 0 : 417;
    case 14:
        if (!is_named(bytes, field->name, "content-length")) return 0;
        return read_length_field(head, framing, field);
    case 17:
        if (!is_named(bytes, field->name, "transfer-encoding")) return 0;
        return read_coding_field(head, framing, field);
    default:
        return 0;
    }
}

/// Takes `name: value CR LF`. A line that begins with a space, as a folded one does, has no name.
static unsigned take_field(struct cursor *cursor, struct http_field *field) {
    field->name = take(cursor, TOKEN);
    if (field->name.count == 0 || field->name.count > NAME_LIMIT) return 400;
    if (!take_mark(cursor, cursor->marks.colon)) return 400;
    struct http_range value = take(cursor, VALUE);
    if (!take_line_end(cursor)) return 400;
    while (value.count > 0 && is_blank(cursor->bytes[value.start])) value.start++, value.count--;
    while (value.count > 0 && is_blank(cursor->bytes[value.start + value.count - 1])) value.count--;
    field->value = value;
    return 0;
}

/// The library takes the white space after a value for a part of it, and so would find another
/// length or coding than we do.
static int is_followed_by_blank(const struct cursor *cursor, struct http_range value) {
    return is_blank(cursor->bytes[value.start + value.count]);
}

static unsigned take_fields(struct cursor *cursor, struct http_head *head,
                            struct framing *framing) {
    while (!take_line_end(cursor)) {
        if (head->field_count == HTTP_FIELD_LIMIT) return 431;
        struct http_field *field = &head->fields[head->field_count++];
        unsigned status = take_field(cursor, field);
        if (status) return status;
        int framings = framing->lengths + framing->codings;
        status = read_field(head, framing, field);
        if (status) return status;
        if (framings != framing->lengths + framing->codings &&
            is_followed_by_blank(cursor, field->value))
            return 400;
    }
    return cursor->place == cursor->count ? 0 : 400;
}

unsigned http_read_head(const uint8_t *bytes, size_t count, int is_cut, struct http_head *head) {
    struct cursor cursor = {bytes, count, 0, is_cut ? cut : plain};
    struct framing framing = {{0, 0}, 0, 0, 0};
    head->bytes = bytes;
    head->count = count;
    head->field_count = 0;
    head->content_length = 0;
    head->expects_continue = 0;
    if (count > UINT32_MAX) return 431;

    head->method = take(&cursor, TOKEN);
    if (head->method.count == 0 || head->method.count > METHOD_LIMIT) return 400;
    if (!take_mark(&cursor, cursor.marks.space)) return 400;
    struct http_range target = take(&cursor, TARGET);
    if (target.count == 0 || !take_mark(&cursor, cursor.marks.space)) return 400;
    unsigned status = read_version(&cursor, head);
    if (status) return status;
    if (!take_line_end(&cursor)) return 400;
    status = take_fields(&cursor, head, &framing);
    if (status) return status;

    if (framing.hosts > 1 || (framing.hosts == 0 && head->minor_version == 1)) return 400;
    if (framing.lengths > 1 || framing.codings > 1) return 400;
    if (framing.codings && (framing.lengths || head->minor_version == 0)) return 400;
    if (framing.codings) head->content_length = -1;
    if (equals(bytes, head->method, "CONNECT")) return 501;
    return read_target(head, target, framing.host);
}

ptrdiff_t http_look_at_lines(const uint8_t *bytes, size_t count) {
    size_t line = 0;
    while (line < count) {
        const uint8_t *end = memchr(bytes + line, '\n', count - line);
        if (!end) return 0;
        size_t length = (size_t)(end - bytes) - line;
        if (length == 0 || end[-1] != '\r' || memchr(bytes + line, 0, length)) return -1;
        line += length + 1;
        if (length == 1) return (ptrdiff_t)line;
    }
    return 0;
}
