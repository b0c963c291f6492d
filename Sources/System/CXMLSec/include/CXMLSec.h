/// XML signatures and XML encryption by libxmlsec1 and libxml2, narrowed to what SAML needs.
///
/// Nothing is ever fetched, no key is taken from a document, and what is handed back are the bytes
/// whose digest was signed: a caller that reads those, and nothing else, reads what was signed.
///
/// Documents must have been read before by a reader that refuses document types and bounds depth
/// and number of elements.
#ifndef CXMLSec_h
#define CXMLSec_h

#include <stddef.h>
#include <stdint.h>

/// Bytes that the caller owns.
struct xmlsec_bytes {
    const uint8_t *bytes;
    size_t count;
};

/// Bytes that the library made; freed with `xmlsec_output_free`.
struct xmlsec_output {
    uint8_t *bytes;
    size_t count;
};

/// Verifies the signature that the root element, or its one child of a name, has directly inside.
///
/// It must be enveloped, with one reference to that very element by its `ID`, which no other
/// element has; with SHA-2 digests, RSA or ECDSA; and be made with the key of a certificate given.
/// Returns 1, and the canonical form of the element without the signature; or 0, and nothing.
int xmlsec_verify(struct xmlsec_bytes document, const char *child, const char *child_namespace,
                  const struct xmlsec_bytes *certificates, size_t certificate_count,
                  struct xmlsec_output *output);

/// Decrypts the `EncryptedData` inside the root element, or inside its one child of a name.
///
/// Its content key must be there for RSA-OAEP with the private key, in PEM. Returns 1 and the plain
/// bytes, or 0 and nothing.
int xmlsec_decrypt(struct xmlsec_bytes document, const char *child, const char *child_namespace,
                   struct xmlsec_bytes private_key, struct xmlsec_output *output);

/// Wipes and frees.
void xmlsec_output_free(struct xmlsec_output output);

#endif
