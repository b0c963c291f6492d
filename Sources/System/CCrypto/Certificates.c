#include <limits.h>
#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "CCrypto.h"

void *crypto_certificate_new(const uint8_t *der, size_t count) {
    if (count > LONG_MAX) return NULL;
    const unsigned char *position = der;
    X509 *certificate = d2i_X509(NULL, &position, (long)count);
    if (certificate && position != der + count) {
        X509_free(certificate);
        certificate = NULL;
    }
    // A certificate whose public key cannot be read is of no use to anyone.
    if (certificate && !X509_get0_pubkey(certificate)) {
        X509_free(certificate);
        certificate = NULL;
    }
    ERR_clear_error();
    return certificate;
}

void crypto_certificate_free(void *certificate) { X509_free(certificate); }

static int seconds(const ASN1_TIME *time, int64_t *seconds) {
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0, rest = 0;
    int is_done = epoch && ASN1_TIME_diff(&days, &rest, epoch, time);
    ASN1_TIME_free(epoch);
    if (is_done) *seconds = (int64_t)days * 86400 + rest;
    return is_done;
}

int crypto_certificate_validity(const void *certificate, int64_t *from, int64_t *until) {
    int is_done = seconds(X509_get0_notBefore(certificate), from) &&
                  seconds(X509_get0_notAfter(certificate), until);
    ERR_clear_error();
    return is_done;
}

int crypto_certificate_is_issued_by(void *certificate, void *issuer) {
    // Not X509_check_issued: it would fill caches that other threads may read.
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    int is_issued = key &&
                    X509_NAME_cmp(X509_get_issuer_name(certificate),
                                  X509_get_subject_name(issuer)) == 0 &&
                    X509_verify(certificate, key) == 1;
    ERR_clear_error();
    return is_issued;
}

void *crypto_private_key_new(const uint8_t *der, size_t count) {
    if (count > LONG_MAX) return NULL;
    const unsigned char *position = der;
    EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &position, (long)count);
    if (key && position != der + count) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    ERR_clear_error();
    return key;
}

void crypto_private_key_free(void *key) { EVP_PKEY_free(key); }

int crypto_private_key_is_rsa(const void *key) { return EVP_PKEY_is_a(key, "RSA"); }

int crypto_private_key_fits(const void *key, const void *certificate) {
    int fits = X509_check_private_key(certificate, key) == 1;
    ERR_clear_error();
    return fits;
}
