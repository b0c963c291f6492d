#include "CCrypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static EVP_MD *digests[3];
static EVP_CIPHER *gcm;

static void fetch(void) {
    digests[CRYPTO_MD5] = EVP_MD_fetch(NULL, "MD5", NULL);
    digests[CRYPTO_SHA1] = EVP_MD_fetch(NULL, "SHA1", NULL);
    digests[CRYPTO_SHA256] = EVP_MD_fetch(NULL, "SHA256", NULL);
    gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
}

/// A thread's contexts. They live as long as the thread; the server's threads live as long as it.
static _Thread_local EVP_MD_CTX *sha256_context;
static _Thread_local EVP_CIPHER_CTX *gcm_context;

static EVP_MD_CTX *sha256_ready(void) {
    pthread_once(&once, fetch);
    if (!sha256_context) sha256_context = EVP_MD_CTX_new();
    return sha256_context;
}

static int finish(EVP_MD_CTX *context, const uint8_t *bytes, size_t count, uint8_t digest[32]) {
    return EVP_DigestUpdate(context, bytes, count) && EVP_DigestFinal_ex(context, digest, NULL);
}

int crypto_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]) {
    EVP_MD_CTX *context = sha256_ready();
    return context && EVP_DigestInit_ex2(context, digests[CRYPTO_SHA256], NULL) &&
           finish(context, bytes, count, digest);
}

/// Starts a digest with a key, as HMAC does for the message and for the message's digest (RFC 2104,
/// section 2).
static int take_key(EVP_MD_CTX *context, const uint8_t *key, size_t count, uint8_t pad) {
    uint8_t block[64] = {0};
    int is_done = 1;
    if (count > sizeof block) {
        is_done = crypto_sha256(key, count, block);
    } else if (count) {
        memcpy(block, key, count);
    }
    for (size_t index = 0; index < sizeof block; index++) block[index] ^= pad;
    is_done = is_done && EVP_DigestInit_ex2(context, digests[CRYPTO_SHA256], NULL) &&
              EVP_DigestUpdate(context, block, sizeof block);
    OPENSSL_cleanse(block, sizeof block);
    return is_done;
}

int crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                       uint8_t digest[32]) {
    EVP_MD_CTX *context = sha256_ready();
    return context && take_key(context, key, key_count, 0x36) &&
           finish(context, bytes, count, digest) && take_key(context, key, key_count, 0x5C) &&
           finish(context, digest, 32, digest);
}

struct crypto_hmac_key {
    EVP_MD_CTX *inner, *outer;
};

struct crypto_hmac_key *crypto_hmac_key_new(const uint8_t *bytes, size_t count) {
    pthread_once(&once, fetch);
    struct crypto_hmac_key *key = calloc(1, sizeof *key);
    if (key && (key->inner = EVP_MD_CTX_new()) && (key->outer = EVP_MD_CTX_new()) &&
        take_key(key->inner, bytes, count, 0x36) && take_key(key->outer, bytes, count, 0x5C)) {
        return key;
    }
    crypto_hmac_key_free(key);
    return NULL;
}

int crypto_hmac_key_code(const struct crypto_hmac_key *key, const uint8_t *bytes, size_t count,
                         uint8_t digest[32]) {
    EVP_MD_CTX *context = sha256_ready();
    return context && EVP_MD_CTX_copy_ex(context, key->inner) &&
           finish(context, bytes, count, digest) && EVP_MD_CTX_copy_ex(context, key->outer) &&
           finish(context, digest, 32, digest);
}

void crypto_hmac_key_free(struct crypto_hmac_key *key) {
    if (!key) return;
    EVP_MD_CTX_free(key->inner);
    EVP_MD_CTX_free(key->outer);
    free(key);
}

void *crypto_digest_new(enum crypto_digest kind) {
    pthread_once(&once, fetch);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context && !EVP_DigestInit_ex2(context, digests[kind], NULL)) {
        EVP_MD_CTX_free(context);
        return NULL;
    }
    return context;
}

int crypto_digest_update(void *context, const uint8_t *bytes, size_t count) {
    return EVP_DigestUpdate(context, bytes, count);
}

int crypto_digest_final(void *context, uint8_t *digest, unsigned int *count) {
    return EVP_DigestFinal_ex(context, digest, count);
}

void crypto_digest_free(void *context) { EVP_MD_CTX_free(context); }

/// The cipher is set once: to set it anew would free what it keeps, and allocate it again.
static EVP_CIPHER_CTX *gcm_ready(void) {
    pthread_once(&once, fetch);
    if (gcm_context) return gcm_context;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context && !EVP_EncryptInit_ex2(context, gcm, NULL, NULL, NULL)) {
        EVP_CIPHER_CTX_free(context);
        return NULL;
    }
    return gcm_context = context;
}

int crypto_gcm_seal(const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated,
                    size_t associated_count, const uint8_t *bytes, size_t count, uint8_t *sealed,
                    uint8_t tag[16]) {
    EVP_CIPHER_CTX *context = gcm_ready();
    int written = 0;
    return context && EVP_EncryptInit_ex2(context, NULL, key, nonce, NULL) &&
           EVP_EncryptUpdate(context, NULL, &written, associated, (int)associated_count) &&
           EVP_EncryptUpdate(context, sealed, &written, bytes, (int)count) &&
           EVP_EncryptFinal_ex(context, sealed + written, &written) &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag);
}

int crypto_gcm_open(const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated,
                    size_t associated_count, const uint8_t *sealed, size_t count,
                    const uint8_t tag[16], uint8_t *bytes) {
    EVP_CIPHER_CTX *context = gcm_ready();
    int written = 0;
    return context && EVP_DecryptInit_ex2(context, NULL, key, nonce, NULL) &&
           EVP_DecryptUpdate(context, NULL, &written, associated, (int)associated_count) &&
           EVP_DecryptUpdate(context, bytes, &written, sealed, (int)count) &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, (void *)tag) &&
           EVP_DecryptFinal_ex(context, bytes + written, &written);
}

/// A draw costs the generator as much for 16 bytes as for 500: small ones come from a thread's own
/// supply, which keeps nothing of what it gave.
int crypto_random(uint8_t *bytes, size_t count) {
    static _Thread_local uint8_t supply[512];
    static _Thread_local size_t left;
    if (count > 16) return RAND_bytes(bytes, (int)count) == 1;
    if (left < count) {
        left = 0;
        if (RAND_bytes(supply, sizeof supply) != 1) return 0;
        left = sizeof supply;
    }
    left -= count;
    memcpy(bytes, supply + left, count);
    OPENSSL_cleanse(supply + left, count);
    return 1;
}

int crypto_compare(const uint8_t *left, const uint8_t *right, size_t count) {
    return CRYPTO_memcmp(left, right, count);
}

void crypto_wipe(void *bytes, size_t count) { OPENSSL_cleanse(bytes, count); }

void crypto_keep_memory_private(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
