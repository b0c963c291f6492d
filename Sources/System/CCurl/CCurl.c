#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct reply {
    const struct curl_order *order;
    uint8_t *bytes;
    size_t count;
};

static size_t append(char *bytes, size_t size, size_t count, void *context) {
    struct reply *reply = context;
    size_t more = size * count;
    if (more > reply->order->limit - reply->count) return 0;
    uint8_t *grown = realloc(reply->bytes, reply->count + more + 1);
    if (!grown) return 0;
    memcpy(grown + reply->count, bytes, more);
    reply->bytes = grown;
    reply->count += more;
    return more;
}

static bool is_loopback_v4(uint32_t a) { return a >> 24 == 127; }

/// Source: IANA IPv4 Special-Purpose Address Registry.
static bool is_public_v4(uint32_t a) {
    return !(a >> 24 == 0 || a >> 24 == 10 || is_loopback_v4(a) || a >> 22 == 0x191 ||
             a >> 16 == 0xA9FE || a >> 20 == 0xAC1 || a >> 16 == 0xC0A8 || a >> 8 == 0xC00000 ||
             a >> 8 == 0xC00002 || a >> 8 == 0xC05863 || a >> 17 == 0x6309 || a >> 8 == 0xC63364 ||
             a >> 8 == 0xCB0071 || a >> 28 >= 0xE);
}

/// Only global unicast, 2000::/3, without what stands for an IPv4 address or documentation.
///
/// Source: IANA IPv6 Special-Purpose Address Registry.
static bool is_public_v6(const uint8_t *b) {
    if ((b[0] & 0xE0) != 0x20) return false;
    if (b[0] == 0x20 && b[1] == 0x01 && (b[2] < 0x02 || (b[2] == 0x0D && b[3] == 0xB8))) return false;
    return !(b[0] == 0x20 && b[1] == 0x02) && !(b[0] == 0x3F && b[1] == 0xFF);
}

static bool may_connect(const struct curl_order *order, const struct sockaddr *address) {
    bool is_public = false, is_loopback = false;
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        uint32_t number = ntohl(in.sin_addr.s_addr);
        is_public = is_public_v4(number);
        is_loopback = is_loopback_v4(number);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, address, sizeof in);
        is_public = is_public_v6(in.sin6_addr.s6_addr);
        is_loopback = IN6_IS_ADDR_LOOPBACK(&in.sin6_addr);
    } else {
        return false;
    }
    if (order->is_insecure) return is_loopback;
    return is_public || order->allows_private;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
    if (purpose != CURLSOCKTYPE_IPCXN || !may_connect(context, &address->addr)) {
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static X509 *pinned(X509_STORE_CTX *context, const struct curl_order *order) {
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(context);
    for (int place = 0; place < sk_X509_num(chain); place++) {
        uint8_t digest[EVP_MAX_MD_SIZE];
        unsigned int count = 0;
        X509 *certificate = sk_X509_value(chain, place);
        if (X509_digest(certificate, EVP_sha1(), digest, &count) != 1 || count != 20) continue;
        for (size_t index = 0; index < order->fingerprint_count; index++) {
            if (memcmp(digest, order->fingerprints + 20 * index, 20) == 0) return certificate;
        }
    }
    return NULL;
}

/// Verifies as ever; if that fails, once more with nothing trusted but the certificate that has a
/// fingerprint of the order's.
static int verify(X509_STORE_CTX *context, void *argument) {
    const struct curl_order *order = argument;
    if (X509_verify_cert(context) == 1) return 1;
    X509 *anchor = pinned(context, order);
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *again = X509_STORE_CTX_new();
    int is_valid = 0;
    if (anchor && store && again && X509_STORE_add_cert(store, anchor) == 1 &&
        X509_STORE_CTX_init(again, store, X509_STORE_CTX_get0_cert(context),
                            X509_STORE_CTX_get0_untrusted(context)) == 1 &&
        X509_STORE_CTX_set_default(again, "ssl_server") == 1) {
        X509_STORE_CTX_set_flags(again, X509_V_FLAG_PARTIAL_CHAIN);
        is_valid = X509_verify_cert(again) == 1;
    }
    X509_STORE_CTX_free(again);
    X509_STORE_free(store);
    if (is_valid) X509_STORE_CTX_set_error(context, X509_V_OK);
    return is_valid;
}

static CURLcode pin(CURL *curl, void *tls, void *order) {
    (void)curl;
    SSL_CTX_set_cert_verify_callback(tls, verify, order);
    return CURLE_OK;
}

static void begin(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static void limit(CURL *curl, const struct curl_order *order) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, order->is_insecure ? "http" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, order->connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, order->milliseconds);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (order->authorities) curl_easy_setopt(curl, CURLOPT_CAINFO, order->authorities);
    if (order->fingerprint_count > 0) {
        curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, pin);
        curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, (void *)order);
    }
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, (void *)order);
}

/// The first line and those that NULL ends; NULL when memory is short.
static struct curl_slist *lines(const char *first, const char *const *more) {
    struct curl_slist *list = curl_slist_append(NULL, first);
    for (; list && more && *more; more++) {
        struct curl_slist *longer = curl_slist_append(list, *more);
        if (!longer) {
            curl_slist_free_all(list);
            return NULL;
        }
        list = longer;
    }
    return list;
}

static CURLcode run(CURL *curl, struct curl_slist *list, struct curl_slist *detours,
                    struct reply *reply) {
    const struct curl_order *order = reply->order;
    limit(curl, order);
    curl_easy_setopt(curl, CURLOPT_URL, order->url);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "rolecall");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    if (detours) curl_easy_setopt(curl, CURLOPT_CONNECT_TO, detours);
    if (strcmp(order->method, "GET") != 0) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, order->method);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, order->body ? (const void *)order->body : "");
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)order->body_count);
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, reply);
    return curl_easy_perform(curl);
}

/// Takes the value of the wanted field, when the answer has it.
static void take_field(CURL *curl, const struct curl_order *order, struct curl_answer *answer) {
    struct curl_header *header;
    if (!order->wanted_field || !*order->wanted_field ||
        curl_easy_header(curl, order->wanted_field, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
        return;
    }
    answer->field = (uint8_t *)strdup(header->value);
    answer->field_count = answer->field ? strlen(header->value) : 0;
}

enum curl_outcome curl_run(const struct curl_order *order, struct curl_answer *answer) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, begin);
    CURL *curl = curl_easy_init();
    // libcurl would wait for a "100 Continue" before bodies of over a MiB.
    struct curl_slist *list = lines("Expect:", order->fields);
    bool is_detour = order->detours && *order->detours;
    struct curl_slist *detours = is_detour ? lines(*order->detours, order->detours + 1) : NULL;
    struct reply reply = {.order = order};
    CURLcode code = curl && list && (detours || !is_detour) ? run(curl, list, detours, &reply)
                                                            : CURLE_OUT_OF_MEMORY;
    answer->status = 0;
    answer->field = NULL;
    answer->field_count = 0;
    if (curl) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    if (code == CURLE_OK) take_field(curl, order, answer);
    curl_easy_cleanup(curl);
    curl_slist_free_all(list);
    curl_slist_free_all(detours);
    if (code == CURLE_OK) {
        answer->body = reply.bytes;
        answer->count = reply.count;
        return CURL_DONE;
    }
    free(reply.bytes);
    if (code == CURLE_PEER_FAILED_VERIFICATION) return CURL_UNTRUSTED;
    return code == CURLE_WRITE_ERROR ? CURL_TOO_LONG : CURL_UNREACHABLE;
}

void curl_body_free(uint8_t *body) { free(body); }
