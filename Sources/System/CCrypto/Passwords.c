#include "CCrypto.h"

#include <openssl/evp.h>

int crypto_hmac_sha1(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                     uint8_t digest[20]) {
    size_t written = 0;
    return EVP_Q_mac(NULL, "HMAC", NULL, "SHA1", NULL, key, key_count, bytes, count, digest, 20,
                     &written) != NULL;
}

int crypto_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt,
                  size_t salt_count, uint64_t n, uint64_t r, uint64_t p, uint8_t *key,
                  size_t key_count) {
    return EVP_PBE_scrypt((const char *)password, password_count, salt, salt_count, n, r, p,
                          (uint64_t)64 << 20, key, key_count);
}
