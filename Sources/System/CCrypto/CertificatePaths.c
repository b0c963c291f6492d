#include <limits.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "CCrypto.h"

void *crypto_crl_new(const uint8_t *der, size_t count) {
    if (count > LONG_MAX) return NULL;
    const unsigned char *position = der;
    X509_CRL *list = d2i_X509_CRL(NULL, &position, (long)count);
    if (list && position != der + count) {
        X509_CRL_free(list);
        list = NULL;
    }
    ERR_clear_error();
    return list;
}

void crypto_crl_free(void *list) { X509_CRL_free(list); }

int crypto_crl_is_issued_by(void *list, void *issuer) {
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    int is_issued = key &&
                    X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) == 0 &&
                    X509_CRL_verify(list, key) == 1;
    ERR_clear_error();
    return is_issued;
}

/// Indirect lists name the issuer of each entry.
static int has_odd_entry(X509_CRL *list) {
    STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(list);
    for (int index = 0; index < sk_X509_REVOKED_num(entries); index++) {
        const X509_REVOKED *entry = sk_X509_REVOKED_value(entries, index);
        for (int place = 0; place < X509_REVOKED_get_ext_count(entry); place++) {
            X509_EXTENSION *extension = X509_REVOKED_get_ext(entry, place);
            int kind = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
            if (kind == NID_certificate_issuer) return 1;
            if (X509_EXTENSION_get_critical(extension) && kind != NID_crl_reason &&
                kind != NID_invalidity_date) {
                return 1;
            }
        }
    }
    return 0;
}

int crypto_crl_is_whole(void *list) {
    int is_whole = 1;
    for (int place = 0; place < X509_CRL_get_ext_count(list); place++) {
        X509_EXTENSION *extension = X509_CRL_get_ext(list, place);
        int kind = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        if (kind == NID_delta_crl) is_whole = 0;
        if (X509_EXTENSION_get_critical(extension) && kind != NID_issuing_distribution_point &&
            kind != NID_authority_key_identifier && kind != NID_crl_number) {
            is_whole = 0;
        }
    }
    int found = 0;
    ISSUING_DIST_POINT *scope =
        X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, &found, NULL);
    // -1: there is none. Otherwise it cannot be read, or is there twice.
    if (!scope && found != -1) is_whole = 0;
    if (scope && (scope->onlysomereasons || scope->indirectCRL > 0 || scope->onlyattr > 0)) {
        is_whole = 0;
    }
    ISSUING_DIST_POINT_free(scope);
    if (has_odd_entry(list)) is_whole = 0;
    ERR_clear_error();
    return is_whole;
}

int crypto_certificate_is_authority(void *certificate) {
    uint32_t flags = X509_get_extension_flags(certificate);
    int is_authority = X509_get_version(certificate) == X509_VERSION_3 && (flags & EXFLAG_CA) &&
                       !(flags & EXFLAG_INVALID) &&
                       (!(flags & EXFLAG_KUSAGE) ||
                        (X509_get_key_usage(certificate) & KU_KEY_CERT_SIGN));
    ERR_clear_error();
    return is_authority;
}

int crypto_certificate_is_for_signing(void *certificate) {
    uint32_t flags = X509_get_extension_flags(certificate);
    int is_for_signing = X509_get_version(certificate) == X509_VERSION_3 &&
                         !(flags & (EXFLAG_CA | EXFLAG_INVALID)) && (flags & EXFLAG_KUSAGE) &&
                         (X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE);
    ERR_clear_error();
    return is_for_signing;
}

static int fill(X509_STORE *store, void *const *anchors, size_t anchor_count) {
    for (size_t index = 0; index < anchor_count; index++) {
        if (X509_STORE_add_cert(store, anchors[index]) != 1) return 0;
    }
    return 1;
}

/// Every list counts, where OpenSSL's own check takes one of each issuer; one that should have been
/// replaced by now still tells what was revoked. Who signed a list was checked when it was taken.
static int has_revoked(STACK_OF(X509) *path, void *const *lists, size_t list_count) {
    for (int place = 0; place < sk_X509_num(path); place++) {
        for (size_t index = 0; index < list_count; index++) {
            X509_REVOKED *entry = NULL;
            if (X509_CRL_get0_by_cert(lists[index], &entry, sk_X509_value(path, place)) != 0) {
                return 1;
            }
        }
    }
    return 0;
}

int crypto_path_verify(void *certificate, void *const *chain, size_t chain_count,
                       void *const *anchors, size_t anchor_count, void *const *lists,
                       size_t list_count, int depth, int64_t now) {
    int is_valid = 0;
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *between = sk_X509_new_null();
    if (!store || !context || !between ||
        !fill(store, anchors, anchor_count)) {
        goto done;
    }
    for (size_t index = 0; index < chain_count; index++) {
        if (!sk_X509_push(between, chain[index])) goto done;
    }
    if (X509_STORE_CTX_init(context, store, certificate, between) != 1) goto done;
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(rules, (time_t)now);
    X509_VERIFY_PARAM_set_depth(rules, depth);
    // 112 bits: SHA-256 or better, RSA of 2,048 bits or more.
    X509_VERIFY_PARAM_set_auth_level(rules, 2);
    is_valid = X509_verify_cert(context) == 1 &&
               !has_revoked(X509_STORE_CTX_get0_chain(context), lists, list_count);
done:
    sk_X509_free(between);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return is_valid;
}

int crypto_certificate_signed(void *certificate, int is_ecdsa, const uint8_t *bytes, size_t count,
                              const uint8_t *signature, size_t signature_count) {
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (!key || !EVP_PKEY_is_a(key, is_ecdsa ? "EC" : "RSA")) return 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int is_signed =
        context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
        EVP_DigestVerify(context, signature, signature_count, bytes, count) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return is_signed;
}

char *crypto_certificate_serial(const void *certificate, int base) {
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *digits = NULL;
    if (number && !BN_is_negative(number)) {
        digits = base == 16 ? BN_bn2hex(number) : BN_bn2dec(number);
    }
    char *copy = digits ? strdup(digits) : NULL;
    OPENSSL_free(digits);
    BN_free(number);
    ERR_clear_error();
    return copy;
}

char *crypto_certificate_name(const void *certificate, int is_issuer) {
    char *text = NULL;
    X509_NAME *name =
        is_issuer ? X509_get_issuer_name(certificate) : X509_get_subject_name(certificate);
    BIO *out = BIO_new(BIO_s_mem());
    if (out && X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
        char *bytes = NULL;
        long count = BIO_get_mem_data(out, &bytes);
        if (count >= 0) text = strndup(bytes ? bytes : "", (size_t)count);
    }
    BIO_free(out);
    ERR_clear_error();
    return text;
}

void crypto_text_free(void *text) { free(text); }

struct attributes {
    uint8_t *bytes;
    size_t count, capacity;
};

static void append(struct attributes *out, const void *bytes, size_t count) {
    if (out->count + count + 1 > out->capacity) {
        size_t capacity = (out->count + count + 1) * 2;
        uint8_t *grown = realloc(out->bytes, capacity);
        if (!grown) return;
        out->bytes = grown;
        out->capacity = capacity;
    }
    if (count > 0) memcpy(out->bytes + out->count, bytes, count);
    out->bytes[out->count + count] = 0;
    out->count += count + 1;
}

/// Leaves out texts that hold a zero byte: nobody means them.
static void add(struct attributes *out, const char *prefix, const char *type,
                const unsigned char *value, int count) {
    if (count < 0 || memchr(value, 0, (size_t)count)) return;
    char name[128];
    size_t length = strlen(prefix), type_length = strlen(type);
    if (length + type_length >= sizeof name) return;
    memcpy(name, prefix, length);
    memcpy(name + length, type, type_length + 1);
    append(out, name, length + type_length);
    append(out, value, (size_t)count);
}

static void add_name(struct attributes *out, const char *prefix, const X509_NAME *name) {
    for (int index = 0; index < X509_NAME_entry_count(name); index++) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, index);
        const ASN1_OBJECT *object = X509_NAME_ENTRY_get_object(entry);
        char type[80];
        int kind = OBJ_obj2nid(object);
        if (kind == NID_undef) {
            if (OBJ_obj2txt(type, sizeof type, object, 1) >= (int)sizeof type) continue;
        } else {
            strncpy(type, OBJ_nid2sn(kind), sizeof type - 1);
            type[sizeof type - 1] = 0;
        }
        unsigned char *value = NULL;
        int count = ASN1_STRING_to_UTF8(&value, X509_NAME_ENTRY_get_data(entry));
        if (count >= 0) add(out, prefix, type, value, count);
        OPENSSL_free(value);
    }
}

static void add_alternatives(struct attributes *out, const X509 *certificate) {
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    for (int index = 0; index < sk_GENERAL_NAME_num(names); index++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
        switch (name->type) {
            case GEN_DNS:
                add(out, "x509SAN/", "DNS", ASN1_STRING_get0_data(name->d.dNSName),
                    ASN1_STRING_length(name->d.dNSName));
                break;
            case GEN_URI:
                add(out, "x509SAN/", "URI",
                    ASN1_STRING_get0_data(name->d.uniformResourceIdentifier),
                    ASN1_STRING_length(name->d.uniformResourceIdentifier));
                break;
            case GEN_DIRNAME:
                add_name(out, "x509SAN/Name/", name->d.directoryName);
                break;
            default:
                break;
        }
    }
    GENERAL_NAMES_free(names);
}

uint8_t *crypto_certificate_attributes(const void *certificate, size_t *count) {
    struct attributes out = {NULL, 0, 0};
    add_name(&out, "x509Subject/", X509_get_subject_name(certificate));
    add_name(&out, "x509Issuer/", X509_get_issuer_name(certificate));
    add_alternatives(&out, certificate);
    ERR_clear_error();
    *count = out.count;
    return out.bytes;
}
