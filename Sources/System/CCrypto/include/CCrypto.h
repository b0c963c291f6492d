/// OpenSSL's libcrypto behind a few functions that fetch each algorithm once and keep one context a
/// thread, since fetching and allocating cost more than hashing a short message.
///
/// Functions that can fail return 1 for success and 0 for failure.
#ifndef CCrypto_h
#define CCrypto_h

#include <stddef.h>
#include <stdint.h>

/// SHA-256 of one message.
int crypto_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);
/// HMAC-SHA-256 of one message.
int crypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                       uint8_t digest[32]);
/// A key of HMAC-SHA-256 that was taken in; NULL when memory is short. It does not change when it is
/// used, so that threads can share it.
struct crypto_hmac_key;
struct crypto_hmac_key *crypto_hmac_key_new(const uint8_t *bytes, size_t count);
int crypto_hmac_key_code(const struct crypto_hmac_key *key, const uint8_t *bytes, size_t count,
                         uint8_t digest[32]);
void crypto_hmac_key_free(struct crypto_hmac_key *key);

/// The digests that can be computed piece by piece.
enum crypto_digest { CRYPTO_MD5, CRYPTO_SHA1, CRYPTO_SHA256 };
/// A digest under way; NULL when memory is short.
void *crypto_digest_new(enum crypto_digest kind);
int crypto_digest_update(void *context, const uint8_t *bytes, size_t count);
/// Writes up to 64 bytes and how many they are; the context can be used no more.
int crypto_digest_final(void *context, uint8_t *digest, unsigned int *count);
void crypto_digest_free(void *context);

/// AES-256-GCM with a nonce of 12 bytes; writes `count` bytes and a tag of 16.
int crypto_gcm_seal(const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated,
                    size_t associated_count, const uint8_t *bytes, size_t count, uint8_t *sealed,
                    uint8_t tag[16]);
/// Writes `count` bytes, and fails when the tag does not agree; then nothing written may be used.
int crypto_gcm_open(const uint8_t key[32], const uint8_t nonce[12], const uint8_t *associated,
                    size_t associated_count, const uint8_t *sealed, size_t count,
                    const uint8_t tag[16], uint8_t *bytes);

/// HMAC-SHA-1 of one message: what one-time codes are made of.
int crypto_hmac_sha1(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                     uint8_t digest[20]);
/// scrypt (RFC 7914), which takes 128 * r * n bytes of memory, at most 64 MiB.
int crypto_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt,
                  size_t salt_count, uint64_t n, uint64_t r, uint64_t p, uint8_t *key,
                  size_t key_count);

/// Random bytes from the library's generator, fit for keys.
int crypto_random(uint8_t *bytes, size_t count);
/// 0 when equal; the time does not depend on where they differ.
int crypto_compare(const uint8_t *left, const uint8_t *right, size_t count);
/// Zeroes memory in a way that the compiler keeps.
void crypto_wipe(void *bytes, size_t count);
/// Keeps the memory of this process from core dumps and from other processes of the same user.
void crypto_keep_memory_private(void);

/// The cyclic redundancy checks of S3's flexible checksums, all reflected.
enum crypto_crc { CRYPTO_CRC32, CRYPTO_CRC32C, CRYPTO_CRC64NVME };
/// Goes on from `crc`, which starts at 0.
uint64_t crypto_crc_update(enum crypto_crc kind, uint64_t crc, const uint8_t *bytes, size_t count);

/// An X.509 certificate in DER; NULL when the bytes are none, or more follow.
void *crypto_certificate_new(const uint8_t *der, size_t count);
void crypto_certificate_free(void *certificate);
/// The first and the last second of its validity, counted from 1970.
int crypto_certificate_validity(const void *certificate, int64_t *from, int64_t *until);
/// Whether the issuer's name is the one that the certificate tells, and its key made the signature.
int crypto_certificate_is_issued_by(void *certificate, void *issuer);

/// A certificate in DER that the key signs for itself, of a name and from one second until another,
/// counted from 1970; answers how many bytes, 0 when it cannot be made.
size_t crypto_certificate_self_signed(void *key, const char *name, uint64_t serial, int64_t from,
                                      int64_t until, uint8_t *der, size_t limit);
/// PKCS #7 in DER: the bytes with the key's signature over SHA-256, without the certificate, whose
/// DER must be given; answers how many bytes, 0 when it cannot be made.
size_t crypto_pkcs7_sign(void *key, const uint8_t *certificate, size_t certificate_count,
                         const uint8_t *bytes, size_t count, uint8_t *der, size_t limit);
/// A list of revoked certificates in DER; NULL when the bytes are none, or more follow.
void *crypto_crl_new(const uint8_t *der, size_t count);
void crypto_crl_free(void *list);
/// Whether the issuer's name is the one that the list tells, and its key made the signature.
int crypto_crl_is_issued_by(void *list, void *issuer);
/// Whether it tells, by itself, all that its issuer has revoked among certificates of some kind.
int crypto_crl_is_whole(void *list);
/// Whether it is of version 3, and may sign other certificates.
int crypto_certificate_is_authority(void *certificate);
/// Whether it is of version 3, is no authority's, and its key may sign messages.
int crypto_certificate_is_for_signing(void *certificate);
/// Whether a path of valid certificates leads to one of the anchors, and none of it is revoked.
int crypto_path_verify(void *certificate, void *const *chain, size_t chain_count,
                       void *const *anchors, size_t anchor_count, void *const *lists,
                       size_t list_count, int depth, int64_t now);
/// Whether the certificate's key signed the bytes, hashed with SHA-256; ECDSA signatures in DER.
int crypto_certificate_signed(void *certificate, int is_ecdsa, const uint8_t *bytes, size_t count,
                              const uint8_t *signature, size_t signature_count);
/// The serial number in base 10 or 16; NULL when it is negative. To be freed.
char *crypto_certificate_serial(const void *certificate, int base);
/// The subject's or the issuer's name as RFC 2253 writes it. To be freed.
char *crypto_certificate_name(const void *certificate, int is_issuer);
/// Names and values in turns, a zero byte after each: `x509Subject/CN`, `Alice`. To be freed.
uint8_t *crypto_certificate_attributes(const void *certificate, size_t *count);
void crypto_text_free(void *text);

/// A private key in DER, PKCS #1, SEC 1 or PKCS #8 without encryption; NULL when the bytes are none.
void *crypto_private_key_new(const uint8_t *der, size_t count);
void crypto_private_key_free(void *key);
int crypto_private_key_is_rsa(const void *key);
/// Whether the private key belongs to the certificate's public key.
int crypto_private_key_fits(const void *key, const void *certificate);

enum crypto_curve { CRYPTO_P256, CRYPTO_P384, CRYPTO_P521 };
enum crypto_scheme { CRYPTO_PKCS1, CRYPTO_PSS, CRYPTO_ECDSA };
/// A public key from its numbers, most significant byte first; NULL when they are none.
void *crypto_public_key_rsa(const uint8_t *modulus, size_t modulus_count, const uint8_t *exponent,
                            size_t exponent_count);
/// A public key from a point without compression: 4, x, y; NULL when it is not on the curve.
void *crypto_public_key_ec(enum crypto_curve curve, const uint8_t *point, size_t count);
void crypto_public_key_free(void *key);
/// Whether the key signed the bytes; an ECDSA signature is two numbers of equal length, not DER.
///
/// Threads may verify with one key at the same time.
int crypto_public_key_verify(void *key, enum crypto_scheme scheme, int digest_bits,
                             const uint8_t *bytes, size_t count, const uint8_t *signature,
                             size_t signature_count);

enum crypto_kind { CRYPTO_RSA_2048, CRYPTO_EC_P256, CRYPTO_EC_P384, CRYPTO_EC_P521 };
enum { CRYPTO_SIGNATURE_LIMIT = 1024 };
/// A new private key, to be freed with `crypto_private_key_free`; NULL when none can be made.
void *crypto_private_key_generate(enum crypto_kind kind);
/// The key as PKCS #8 without encryption; answers how many bytes, 0 when they are too many.
size_t crypto_private_key_der(const void *key, uint8_t *der, size_t limit);
/// Signs; answers how many bytes the signature has, 0 on failure. ECDSA as for verifying.
///
/// Threads may sign with one key at the same time.
size_t crypto_private_key_sign(void *key, enum crypto_scheme scheme, int digest_bits,
                               const uint8_t *bytes, size_t count,
                               uint8_t signature[CRYPTO_SIGNATURE_LIMIT]);
/// The public numbers of an RSA key; answers how many bytes, 0 for other keys.
size_t crypto_private_key_modulus(const void *key, uint8_t *bytes, size_t limit);
size_t crypto_private_key_exponent(const void *key, uint8_t *bytes, size_t limit);
/// The point of a key on a curve, x then y at full length; answers how many bytes.
size_t crypto_private_key_point(const void *key, uint8_t *bytes, size_t limit);

#endif
