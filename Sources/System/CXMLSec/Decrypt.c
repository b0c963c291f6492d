#include <string.h>

#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keys.h>
#include <xmlsec/keyinfo.h>
#include <xmlsec/xmlenc.h>

#include "Internal.h"

static const char *const key_methods[] = {NS_ENCRYPTION "rsa-oaep-mgf1p", NULL};
static const char *const content_methods[] = {
    NS_ENCRYPTION_11 "aes128-gcm", NS_ENCRYPTION_11 "aes192-gcm", NS_ENCRYPTION_11 "aes256-gcm",
    NS_ENCRYPTION "aes128-cbc",    NS_ENCRYPTION "aes192-cbc",    NS_ENCRYPTION "aes256-cbc",
    NULL,
};

/// Takes away what could tell a key: only the ones given count.
static void drop_key_info(xmlNodePtr encrypted) {
    xmlNodePtr info = only_child(encrypted, "KeyInfo", NS_SIGNATURE);
    if (!info) return;
    xmlUnlinkNode(info);
    xmlFreeNode(info);
}

/// A method of the list, and the bytes in place.
static bool is_sound(xmlNodePtr encrypted, const char *const *methods) {
    static const char *const children[] = {"EncryptionMethod", "CipherData", "?ReferenceList",
                                           "?CarriedKeyName", NULL};
    static const char *const value[] = {"CipherValue", NULL};
    if (!has_children(encrypted, NS_ENCRYPTION, children)) return false;
    xmlNodePtr method = only_child(encrypted, "EncryptionMethod", NS_ENCRYPTION);
    xmlNodePtr data = only_child(encrypted, "CipherData", NS_ENCRYPTION);
    return attribute_is_one_of(method, "Algorithm", methods) &&
           has_children(data, NS_ENCRYPTION, value);
}

/// The plain bytes in the context, which must be destroyed; NULL when they cannot be had.
static xmlSecBufferPtr open_with(xmlSecEncCtxPtr context, xmlSecKeyPtr key, xmlNodePtr encrypted) {
    context->encKey = key;
    context->transformCtx.enabledUris = xmlSecTransformUriTypeNone;
    return xmlSecEncCtxDecryptToBuffer(context, encrypted);
}

static xmlSecKeyPtr open_content_key(xmlNodePtr encrypted, struct xmlsec_bytes private_key) {
    xmlSecKeyPtr own = xmlSecOpenSSLAppKeyLoadMemory(private_key.bytes, private_key.count,
                                                     xmlSecKeyDataFormatPem, NULL, NULL, NULL);
    if (!own) return NULL;
    xmlSecEncCtxPtr context = xmlSecEncCtxCreate(NULL);
    if (!context) {
        xmlSecKeyDestroy(own);
        return NULL;
    }
    context->mode = xmlEncCtxModeEncryptedKey;
    xmlSecBufferPtr plain = open_with(context, own, encrypted);
    xmlSecKeyPtr key = NULL;
    if (plain && xmlSecBufferGetSize(plain))
        key = xmlSecKeyReadMemory(xmlSecKeyDataAesId, xmlSecBufferGetData(plain),
                                  xmlSecBufferGetSize(plain));
    xmlSecEncCtxDestroy(context);
    return key;
}

/// The encrypted key is in the data's `KeyInfo`, or stands beside the data.
static xmlNodePtr find_encrypted_key(xmlNodePtr target, xmlNodePtr data) {
    xmlNodePtr info = only_child(data, "KeyInfo", NS_SIGNATURE);
    xmlNodePtr inside = info ? only_child(info, "EncryptedKey", NS_ENCRYPTION) : NULL;
    xmlNodePtr beside = only_child(target, "EncryptedKey", NS_ENCRYPTION);
    if (inside && beside) return NULL;
    xmlNodePtr key = inside ? inside : beside;
    if (key) xmlUnlinkNode(key);
    return key;
}

static bool decrypt(xmlNodePtr target, struct xmlsec_bytes private_key,
                    struct xmlsec_output *output) {
    xmlNodePtr data = only_child(target, "EncryptedData", NS_ENCRYPTION);
    xmlNodePtr wrapped = data ? find_encrypted_key(target, data) : NULL;
    if (!wrapped) return false;
    drop_key_info(data);
    drop_key_info(wrapped);
    bool is_open = false;
    if (is_sound(data, content_methods) && is_sound(wrapped, key_methods)) {
        xmlSecKeyPtr key = open_content_key(wrapped, private_key);
        xmlSecEncCtxPtr context = key ? xmlSecEncCtxCreate(NULL) : NULL;
        if (key && !context) xmlSecKeyDestroy(key);
        if (context) {
            xmlSecBufferPtr plain = open_with(context, key, data);
            is_open = plain && xmlSecBufferGetSize(plain) &&
                      copy_out(xmlSecBufferGetData(plain), xmlSecBufferGetSize(plain), output);
            xmlSecEncCtxDestroy(context);
        }
    }
    xmlFreeNode(wrapped);
    return is_open;
}

int xmlsec_decrypt(struct xmlsec_bytes document, const char *child, const char *child_namespace,
                   struct xmlsec_bytes private_key, struct xmlsec_output *output) {
    *output = (struct xmlsec_output){NULL, 0};
    if (!is_ready()) return 0;
    xmlDocPtr read = read_document(document);
    if (!read) return 0;
    xmlNodePtr target = find_target(read, child, child_namespace);
    bool is_open = target && decrypt(target, private_key, output);
    xmlFreeDoc(read);
    return is_open;
}
