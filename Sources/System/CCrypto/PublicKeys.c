#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "CCrypto.h"

enum { SCHEMES = 3, DIGESTS = 3 };

/// A key, with a context for each way to sign: to look up what one consists of costs more than to
/// copy it. Contexts are made when they are first asked for, and then only read.
struct public_key {
    EVP_PKEY *key;
    _Atomic(EVP_MD_CTX *) contexts[SCHEMES][DIGESTS];
};

static struct public_key *holding(EVP_PKEY *key) {
    struct public_key *public = key ? calloc(1, sizeof *public) : NULL;
    if (!public) {
        EVP_PKEY_free(key);
        return NULL;
    }
    public->key = key;
    return public;
}

static EVP_PKEY *from_parameters(const char *kind, OSSL_PARAM_BLD *build) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    if (!parameters || !context || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    ERR_clear_error();
    return key;
}

void *crypto_public_key_rsa(const uint8_t *modulus, size_t modulus_count, const uint8_t *exponent,
                            size_t exponent_count) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)modulus_count, NULL);
    BIGNUM *e = BN_bin2bn(exponent, (int)exponent_count, NULL);
    if (build && n && e && OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e)) {
        key = from_parameters("RSA", build);
    }
    OSSL_PARAM_BLD_free(build);
    BN_free(n);
    BN_free(e);
    return holding(key);
}

void *crypto_public_key_ec(enum crypto_curve curve, const uint8_t *point, size_t count) {
    static const char *const names[] = {"P-256", "P-384", "P-521"};
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    if (build &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, names[curve], 0) &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, count)) {
        key = from_parameters("EC", build);
    }
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL) : NULL;
    if (!context || EVP_PKEY_public_check(context) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return holding(key);
}

void crypto_public_key_free(void *key) {
    struct public_key *public = key;
    for (int scheme = 0; scheme < SCHEMES; scheme++) {
        for (int digest = 0; digest < DIGESTS; digest++) {
            EVP_MD_CTX_free(public->contexts[scheme][digest]);
        }
    }
    EVP_PKEY_free(public->key);
    free(public);
}

static EVP_MD_CTX *make_context(EVP_PKEY *key, enum crypto_scheme scheme, const EVP_MD *digest) {
    EVP_PKEY_CTX *options = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && EVP_DigestVerifyInit(context, &options, digest, NULL, key) == 1 &&
        (scheme != CRYPTO_PSS ||
         (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1))) {
        return context;
    }
    EVP_MD_CTX_free(context);
    return NULL;
}

/// The key's context for a way to sign, to be copied.
static const EVP_MD_CTX *context_for(struct public_key *public, enum crypto_scheme scheme,
                                     int bits) {
    const EVP_MD *const digests[DIGESTS] = {EVP_sha256(), EVP_sha384(), EVP_sha512()};
    int digest = bits == 256 ? 0 : bits == 384 ? 1 : 2;
    _Atomic(EVP_MD_CTX *) *place = &public->contexts[scheme][digest];
    EVP_MD_CTX *known = atomic_load(place);
    if (known) return known;
    EVP_MD_CTX *made = make_context(public->key, scheme, digests[digest]);
    if (!made || atomic_compare_exchange_strong(place, &known, made)) return made;
    EVP_MD_CTX_free(made);
    return known;
}

/// Two numbers of equal length, as JSON Web Signatures have them, in DER.
static int to_der(const uint8_t *signature, size_t count, unsigned char **der) {
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, (int)(count / 2), NULL);
    BIGNUM *s = BN_bin2bn(signature + count / 2, (int)(count / 2), NULL);
    if (!pair || !r || !s || ECDSA_SIG_set0(pair, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(pair);
        return 0;
    }
    int length = i2d_ECDSA_SIG(pair, der);
    ECDSA_SIG_free(pair);
    return length > 0 ? length : 0;
}

int crypto_public_key_verify(void *key, enum crypto_scheme scheme, int digest_bits,
                             const uint8_t *bytes, size_t count, const uint8_t *signature,
                             size_t signature_count) {
    unsigned char *der = NULL;
    if (scheme == CRYPTO_ECDSA) {
        if (signature_count > 256) return 0;
        signature_count = (size_t)to_der(signature, signature_count, &der);
        if (!der || signature_count == 0) return 0;
        signature = der;
    }
    int is_valid = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const EVP_MD_CTX *known = context_for(key, scheme, digest_bits);
    if (context && known && EVP_MD_CTX_copy_ex(context, known) == 1) {
        // Used once: without this the end would copy it again.
        EVP_MD_CTX_set_flags(context, EVP_MD_CTX_FLAG_FINALISE);
        is_valid = EVP_DigestVerify(context, signature, signature_count, bytes, count) == 1;
    }
    EVP_MD_CTX_free(context);
    OPENSSL_free(der);
    ERR_clear_error();
    return is_valid;
}
