#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#include "CCrypto.h"

void *crypto_private_key_generate(enum crypto_kind kind) {
    static const char *const curves[] = {"P-256", "P-384", "P-521"};
    EVP_PKEY *key = kind == CRYPTO_RSA_2048
                        ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048)
                        : EVP_PKEY_Q_keygen(NULL, NULL, "EC", curves[kind - CRYPTO_EC_P256]);
    ERR_clear_error();
    return key;
}

size_t crypto_private_key_der(const void *key, uint8_t *der, size_t limit) {
    unsigned char *bytes = NULL;
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    int count = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &bytes) : 0;
    PKCS8_PRIV_KEY_INFO_free(info);
    size_t written = 0;
    if (count > 0) {
        if ((size_t)count <= limit) {
            memcpy(der, bytes, (size_t)count);
            written = (size_t)count;
        }
        OPENSSL_clear_free(bytes, (size_t)count);
    }
    ERR_clear_error();
    return written;
}

/// DER as two numbers of equal length, as JSON Web Signatures have them.
static size_t to_pair(const uint8_t *der, size_t count, size_t length, uint8_t *pair) {
    const unsigned char *start = der;
    ECDSA_SIG *numbers = d2i_ECDSA_SIG(NULL, &start, (long)count);
    size_t written = 0;
    if (numbers &&
        BN_bn2binpad(ECDSA_SIG_get0_r(numbers), pair, (int)length) == (int)length &&
        BN_bn2binpad(ECDSA_SIG_get0_s(numbers), pair + length, (int)length) == (int)length) {
        written = 2 * length;
    }
    ECDSA_SIG_free(numbers);
    return written;
}

size_t crypto_private_key_sign(void *key, enum crypto_scheme scheme, int digest_bits,
                               const uint8_t *bytes, size_t count,
                               uint8_t signature[CRYPTO_SIGNATURE_LIMIT]) {
    const EVP_MD *digest = digest_bits == 256   ? EVP_sha256()
                           : digest_bits == 384 ? EVP_sha384()
                                                : EVP_sha512();
    uint8_t made[CRYPTO_SIGNATURE_LIMIT];
    size_t length = sizeof made, written = 0;
    EVP_PKEY_CTX *options = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_DigestSignInit(context, &options, digest, NULL, key) == 1 &&
        (scheme != CRYPTO_PSS ||
         (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1)) &&
        EVP_DigestSign(context, made, &length, bytes, count) == 1) {
        if (scheme == CRYPTO_ECDSA) {
            written = to_pair(made, length, ((size_t)EVP_PKEY_get_bits(key) + 7) / 8, signature);
        } else {
            memcpy(signature, made, length);
            written = length;
        }
    }
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return written;
}

static size_t number(const void *key, const char *name, uint8_t *bytes, size_t limit) {
    BIGNUM *number = NULL;
    size_t written = 0;
    if (EVP_PKEY_get_bn_param(key, name, &number) == 1 && (size_t)BN_num_bytes(number) <= limit) {
        written = (size_t)BN_bn2bin(number, bytes);
    }
    BN_free(number);
    ERR_clear_error();
    return written;
}

size_t crypto_private_key_modulus(const void *key, uint8_t *bytes, size_t limit) {
    return number(key, OSSL_PKEY_PARAM_RSA_N, bytes, limit);
}

size_t crypto_private_key_exponent(const void *key, uint8_t *bytes, size_t limit) {
    return number(key, OSSL_PKEY_PARAM_RSA_E, bytes, limit);
}

size_t crypto_private_key_point(const void *key, uint8_t *bytes, size_t limit) {
    size_t length = ((size_t)EVP_PKEY_get_bits(key) + 7) / 8;
    BIGNUM *x = NULL, *y = NULL;
    size_t written = 0;
    if (2 * length <= limit && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
        EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 &&
        BN_bn2binpad(x, bytes, (int)length) == (int)length &&
        BN_bn2binpad(y, bytes + length, (int)length) == (int)length) {
        written = 2 * length;
    }
    BN_free(x);
    BN_free(y);
    ERR_clear_error();
    return written;
}
