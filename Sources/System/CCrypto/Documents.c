#include <limits.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <string.h>

#include "CCrypto.h"

/// Takes what an encoder made, when it fits.
static size_t take(unsigned char *made, int length, uint8_t *der, size_t limit) {
    size_t written = 0;
    if (length > 0 && (size_t)length <= limit) {
        memcpy(der, made, (size_t)length);
        written = (size_t)length;
    }
    OPENSSL_free(made);
    ERR_clear_error();
    return written;
}

size_t crypto_certificate_self_signed(void *key, const char *name, uint64_t serial, int64_t from,
                                      int64_t until, uint8_t *der, size_t limit) {
    unsigned char *made = NULL;
    int length = 0;
    X509 *certificate = X509_new();
    X509_NAME *subject = certificate ? X509_get_subject_name(certificate) : NULL;
    if (subject && X509_set_version(certificate, X509_VERSION_3) == 1 &&
        ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1 &&
        ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)from) &&
        ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)until) &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1,
                                   -1, 0) == 1 &&
        X509_set_issuer_name(certificate, subject) == 1 &&
        X509_set_pubkey(certificate, key) == 1 &&
        X509_sign(certificate, key, EVP_sha256()) > 0) {
        length = i2d_X509(certificate, &made);
    }
    X509_free(certificate);
    return take(made, length, der, limit);
}

size_t crypto_pkcs7_sign(void *key, const uint8_t *certificate, size_t certificate_count,
                         const uint8_t *bytes, size_t count, uint8_t *der, size_t limit) {
    if (count > INT_MAX) return 0;
    unsigned char *made = NULL;
    int length = 0;
    X509 *signer = crypto_certificate_new(certificate, certificate_count);
    BIO *content = BIO_new_mem_buf(bytes, (int)count);
    const int flags = PKCS7_BINARY | PKCS7_NOCERTS | PKCS7_PARTIAL;
    PKCS7 *message = signer && content ? PKCS7_sign(NULL, NULL, NULL, content, flags) : NULL;
    if (message && PKCS7_sign_add_signer(message, signer, key, EVP_sha256(), flags) &&
        PKCS7_final(message, content, flags) == 1) {
        length = i2d_PKCS7(message, &made);
    }
    PKCS7_free(message);
    BIO_free(content);
    X509_free(signer);
    return take(made, length, der, limit);
}
