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

/// An authority without a list of revoked certificates has revoked none, and a list that should
/// have been replaced by now still tells what was revoked.
static int take_lists_as_they_are(int is_fine, X509_STORE_CTX *context) {
    if (is_fine) return 1;
    switch (X509_STORE_CTX_get_error(context)) {
        case X509_V_ERR_UNABLE_TO_GET_CRL:
        case X509_V_ERR_CRL_HAS_EXPIRED:
        case X509_V_ERR_CRL_NOT_YET_VALID:
            X509_STORE_CTX_set_error(context, X509_V_OK);
            return 1;
        default:
            return 0;
    }
}

static int fill(X509_STORE *store, void *const *anchors, size_t anchor_count, void *const *lists,
                size_t list_count) {
    for (size_t index = 0; index < anchor_count; index++) {
        if (X509_STORE_add_cert(store, anchors[index]) != 1) return 0;
    }
    for (size_t index = 0; index < list_count; index++) {
        if (X509_STORE_add_crl(store, lists[index]) != 1) return 0;
    }
    return 1;
}

int crypto_path_verify(void *certificate, void *const *chain, size_t chain_count,
                       void *const *anchors, size_t anchor_count, void *const *lists,
                       size_t list_count, int depth, int64_t now) {
    int is_valid = 0;
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *between = sk_X509_new_null();
    if (!store || !context || !between ||
        !fill(store, anchors, anchor_count, lists, list_count)) {
        goto done;
    }
    for (size_t index = 0; index < chain_count; index++) {
        if (!sk_X509_push(between, chain[index])) goto done;
    }
    if (X509_STORE_CTX_init(context, store, certificate, between) != 1) goto done;
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(context);
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN;
    if (list_count > 0) flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
    X509_VERIFY_PARAM_set_flags(rules, flags);
    X509_VERIFY_PARAM_set_time(rules, (time_t)now);
    X509_VERIFY_PARAM_set_depth(rules, depth);
    // 112 bits: SHA-256 or better, RSA of 2,048 bits or more.
    X509_VERIFY_PARAM_set_auth_level(rules, 2);
    X509_STORE_CTX_set_verify_cb(context, take_lists_as_they_are);
    is_valid = X509_verify_cert(context) == 1;
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
