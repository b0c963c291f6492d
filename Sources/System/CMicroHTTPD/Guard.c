#include "Guard.h"

#include <string.h>
#include <strings.h>

/// RFC 9110 section 5.6.2.
static int is_token(unsigned char byte) {
    if (byte >= '0' && byte <= '9') return 1;
    if ((byte | 32) >= 'a' && (byte | 32) <= 'z') return 1;
    return byte != 0 && strchr("!#$%&'*+-.^_`|~", byte) != NULL;
}

static int is_token_text(struct http_text text, size_t limit) {
    if (text.count == 0 || text.count > limit) return 0;
    for (size_t index = 0; index < text.count; index++)
        if (!is_token((unsigned char)text.bytes[index])) return 0;
    return 1;
}

static int is_named(struct http_text name, const char *lowercase) {
    return name.count == strlen(lowercase) && strncasecmp(name.bytes, lowercase, name.count) == 0;
}

static int equals(struct http_text text, const char *other) {
    return text.count == strlen(other) && memcmp(text.bytes, other, text.count) == 0;
}

/// RFC 9110 section 5.5: visible characters, spaces, tabs and bytes from 0x80.
static int is_value(struct http_text value) {
    for (size_t index = 0; index < value.count; index++) {
        unsigned char byte = (unsigned char)value.bytes[index];
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return 0;
    }
    return 1;
}

/// RFC 9110 section 8.6: digits only. Up to 18, so that the number fits in 63 bits.
static int read_length(struct http_text value, int64_t *length) {
    if (value.count == 0 || value.count > 18) return 0;
    *length = 0;
    for (size_t index = 0; index < value.count; index++) {
        if (value.bytes[index] < '0' || value.bytes[index] > '9') return 0;
        *length = *length * 10 + (value.bytes[index] - '0');
    }
    return 1;
}

/// RFC 3986 section 3.2: a host and perhaps a port, no user.
static int is_host(struct http_text value) {
    if (value.count == 0 || value.count > 300) return 0;
    for (size_t index = 0; index < value.count; index++) {
        unsigned char byte = (unsigned char)value.bytes[index];
        int is_letter = (byte | 32) >= 'a' && (byte | 32) <= 'z';
        int is_digit = byte >= '0' && byte <= '9';
        if (!is_letter && !is_digit && (byte == 0 || !strchr("-._~:[]%", byte))) return 0;
    }
    return 1;
}

/// RFC 9112 section 3.2: origin form, or absolute form with the host that `Host` names.
static int read_target(struct http_text *target, struct http_text host) {
    for (size_t index = 0; index < target->count; index++) {
        unsigned char byte = (unsigned char)target->bytes[index];
        if (byte <= 0x20 || byte >= 0x7F || byte == '#') return 0;
    }
    size_t scheme = 0;
    if (target->count > 7 && strncasecmp(target->bytes, "http://", 7) == 0) scheme = 7;
    if (target->count > 8 && strncasecmp(target->bytes, "https://", 8) == 0) scheme = 8;
    if (scheme) {
        size_t end = scheme;
        while (end < target->count && target->bytes[end] != '/' && target->bytes[end] != '?') end++;
        struct http_text authority = {target->bytes + scheme, end - scheme};
        if (authority.count != host.count ||
            strncasecmp(authority.bytes, host.bytes, host.count) != 0)
            return 0;
        target->bytes += end;
        target->count -= end;
    }
    return target->count > 0 && target->bytes[0] == '/';
}

/// Whether the head lay in the buffer as RFC 9112 writes it: each line ended by CR LF, one space
/// between the parts of the request line, no line folded, no zero byte within.
///
/// The library cuts the buffer in place, so the places of the parts tell what lay between them.
static int is_contiguous(const struct http_head *head, const struct guard_line *line) {
    if (line->target.bytes != line->method.bytes + line->method.count + 1) return 0;
    if (line->version.bytes != line->target.bytes + line->target.count + 1) return 0;
    const char *next = line->version.bytes + line->version.count + 2;
    for (size_t index = 0; index < head->field_count; index++) {
        const struct http_field *field = &head->fields[index];
        if (field->name.bytes != next) return 0;
        const char *value = field->name.bytes + field->name.count + 1;
        while (value < field->value.bytes && (*value == ' ' || *value == '\t')) value++;
        if (value != field->value.bytes) return 0;
        next = field->value.bytes + field->value.count + 2;
    }
    // The last line's CR LF and the empty line, all zeroed by the library. An empty line of LF alone
    // with nothing behind it looks the same; RFC 9112 section 2.2 lets a recipient take that.
    return next[-2] == 0 && next[-1] == 0 && next[0] == 0 && next[1] == 0;
}

static void trim(struct http_text *value) {
    while (value->count > 0 && (value->bytes[value->count - 1] == ' ' ||
                                value->bytes[value->count - 1] == '\t'))
        value->count--;
}

unsigned guard_check(struct http_head *head, const struct guard_line *line) {
    if (equals(line->version, "HTTP/1.1")) head->minor_version = 1;
    else if (equals(line->version, "HTTP/1.0")) head->minor_version = 0;
    else return line->version.count == 8 && memcmp(line->version.bytes, "HTTP/", 5) == 0 ? 505 : 400;
    if (!is_token_text(line->method, 32)) return 400;
    if (!is_contiguous(head, line)) return 400;

    int hosts = 0, lengths = 0, encodings = 0;
    struct http_text host = {"", 0};
    head->content_length = 0;
    head->expects_continue = 0;
    for (size_t index = 0; index < head->field_count; index++) {
        struct http_field *field = &head->fields[index];
        if (!is_token_text(field->name, 256) || !is_value(field->value)) return 400;
        trim(&field->value);
        if (is_named(field->name, "host")) {
            hosts++;
            host = field->value;
            if (!is_host(host)) return 400;
        } else if (is_named(field->name, "content-length")) {
            lengths++;
            if (!read_length(field->value, &head->content_length)) return 400;
        } else if (is_named(field->name, "transfer-encoding")) {
            encodings++;
            // Another coding cannot be undone here: 501 (RFC 9112 section 6.1).
            if (!is_named(field->value, "chunked")) return 501;
        } else if (is_named(field->name, "expect")) {
            if (!is_named(field->value, "100-continue")) return 417;
            head->expects_continue = 1;
        }
    }
    if (hosts > 1 || (hosts == 0 && head->minor_version == 1)) return 400;
    if (lengths > 1 || encodings > 1 || (lengths && encodings)) return 400;
    if (encodings && head->minor_version == 0) return 400;
    if (encodings) head->content_length = -1;
    if (equals(line->method, "CONNECT")) return 501;
    head->method = line->method;
    return read_target(&head->target, host) ? 0 : 400;
}
