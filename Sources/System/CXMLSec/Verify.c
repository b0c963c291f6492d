#include <string.h>

#include <openssl/evp.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keys.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>

#include "Internal.h"

/// The longest `ID` that is looked for, and the longest list of prefixes: real ones have 40
/// characters, and a handful of prefixes.
enum { LONGEST_ID = 256, LONGEST_PREFIXES = 256, SMALLEST_RSA_BITS = 1024 };

/// SHA-1 and keyed digests are not among them.
static const char *const signature_methods[] = {
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
    NULL,
};
static const char *const digest_methods[] = {
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
    NULL,
};
/// Both leave comments out.
static const char *const canonical_methods[] = {
    NS_C14N,
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    NULL,
};
static const char *const enveloped[] = {NS_SIGNATURE "enveloped-signature", NULL};

/// Whether a name is one that can stand in an XPointer as it is.
static bool is_plain_name(const xmlChar *name) {
    size_t count = strlen((const char *)name);
    if (!count || count > LONGEST_ID) return false;
    for (size_t i = 0; i < count; i++) {
        xmlChar c = name[i];
        bool is_start = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        bool is_rest = (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (!is_start && (!i || !is_rest)) return false;
    }
    return true;
}

static bool is_any_id(xmlAttrPtr attribute) {
    return !xmlStrcasecmp(attribute->name, (const xmlChar *)"ID");
}

/// Whether the attribute is the document's only one that could be taken for an ID of this value,
/// and nothing has `xml:id`, which counts as an ID by itself.
static bool is_unique(xmlAttrPtr own, const xmlChar *value) {
    xmlNodePtr root = xmlDocGetRootElement(own->doc);
    for (xmlNodePtr node = root; node; node = next_node(node, root)) {
        if (node->type != XML_ELEMENT_NODE) continue;
        for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next) {
            if (attribute == own || !is_any_id(attribute)) continue;
            if (attribute->ns) return false;
            xmlChar *other = xmlNodeListGetString(own->doc, attribute->children, 1);
            bool is_same = other && xmlStrEqual(other, value);
            xmlFree(other);
            if (is_same) return false;
        }
    }
    return true;
}

/// A canonicalization with nothing inside but a short list of prefixes.
static bool is_canonicalization(xmlNodePtr node) {
    static const char *const children[] = {"?InclusiveNamespaces", NULL};
    if (!attribute_is_one_of(node, "Algorithm", canonical_methods)) return false;
    if (!has_children(node, NS_C14N, children)) return false;
    xmlNodePtr prefixes = only_child(node, "InclusiveNamespaces", NS_C14N);
    if (!prefixes) return true;
    xmlChar *list = xmlGetNoNsProp(prefixes, (const xmlChar *)"PrefixList");
    bool is_short = list && xmlStrlen(list) <= LONGEST_PREFIXES && !prefixes->children;
    xmlFree(list);
    return is_short;
}

static bool is_empty_with(xmlNodePtr node, const char *const *algorithms) {
    return node && !node->children && attribute_is_one_of(node, "Algorithm", algorithms);
}

/// One reference, to the element itself, of which only the signature is left out.
static bool is_reference_to(xmlNodePtr reference, const xmlChar *id) {
    static const char *const children[] = {"Transforms", "DigestMethod", "DigestValue", NULL};
    static const char *const two[] = {"Transform", "Transform", NULL};
    if (!has_children(reference, NS_SIGNATURE, children)) return false;
    xmlChar *uri = xmlGetNoNsProp(reference, (const xmlChar *)"URI");
    bool is_own = uri && uri[0] == '#' && xmlStrEqual(uri + 1, id);
    xmlFree(uri);
    if (!is_own) return false;
    xmlNodePtr transforms = only_child(reference, "Transforms", NS_SIGNATURE);
    if (!has_children(transforms, NS_SIGNATURE, two)) return false;
    xmlNodePtr first = xmlFirstElementChild(transforms);
    return is_empty_with(first, enveloped) && is_canonicalization(xmlNextElementSibling(first)) &&
           is_empty_with(only_child(reference, "DigestMethod", NS_SIGNATURE), digest_methods);
}

/// Nothing but elements and text, so that no value is in pieces.
static bool is_plain(xmlNodePtr top) {
    for (xmlNodePtr node = top; node; node = next_node(node, top))
        if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE) return false;
    return true;
}

static bool is_sound(xmlNodePtr signature, const xmlChar *id) {
    static const char *const children[] = {"SignedInfo", "SignatureValue", NULL};
    static const char *const parts[] = {"CanonicalizationMethod", "SignatureMethod", "Reference",
                                        NULL};
    if (!is_plain(signature) || !has_children(signature, NS_SIGNATURE, children)) return false;
    xmlNodePtr info = only_child(signature, "SignedInfo", NS_SIGNATURE);
    return has_children(info, NS_SIGNATURE, parts) &&
           is_canonicalization(only_child(info, "CanonicalizationMethod", NS_SIGNATURE)) &&
           is_empty_with(only_child(info, "SignatureMethod", NS_SIGNATURE), signature_methods) &&
           is_reference_to(only_child(info, "Reference", NS_SIGNATURE), id);
}

static xmlSecKeyPtr read_key(struct xmlsec_bytes certificate) {
    xmlSecKeyPtr key = xmlSecOpenSSLAppKeyLoadMemory(certificate.bytes, certificate.count,
                                                     xmlSecKeyDataFormatCertDer, NULL, NULL, NULL);
    if (!key) return NULL;
    EVP_PKEY *evp = xmlSecOpenSSLEvpKeyDataGetEvp(xmlSecKeyGetValue(key));
    bool is_strong = evp && (EVP_PKEY_base_id(evp) != EVP_PKEY_RSA ||
                             EVP_PKEY_bits(evp) >= SMALLEST_RSA_BITS);
    if (is_strong) return key;
    xmlSecKeyDestroy(key);
    return NULL;
}

/// What was digested, if the one reference and the signature hold.
static bool take_digested(xmlSecDSigCtxPtr context, struct xmlsec_output *output) {
    if (context->status != xmlSecDSigStatusSucceeded) return false;
    if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return false;
    if (xmlSecPtrListGetSize(&context->manifestReferences) != 0) return false;
    xmlSecDSigReferenceCtxPtr reference = xmlSecPtrListGetItem(&context->signedInfoReferences, 0);
    if (!reference || reference->status != xmlSecDSigStatusSucceeded) return false;
    xmlSecBufferPtr buffer = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (!buffer || !xmlSecBufferGetSize(buffer)) return false;
    return copy_out(xmlSecBufferGetData(buffer), xmlSecBufferGetSize(buffer), output);
}

static bool verify_with(xmlNodePtr signature, struct xmlsec_bytes certificate,
                        struct xmlsec_output *output) {
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    if (!context) return false;
    context->flags = XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES;
    context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
    context->signKey = read_key(certificate);
    bool holds = context->signKey && xmlSecDSigCtxVerify(context, signature) == 0 &&
                 take_digested(context, output);
    xmlSecDSigCtxDestroy(context);
    return holds;
}

/// Takes away what could tell a key: only those given count.
static void drop_key_info(xmlNodePtr signature) {
    xmlNodePtr next;
    for (xmlNodePtr node = signature->children; node; node = next) {
        next = node->next;
        if (!is_element(node, "KeyInfo", NS_SIGNATURE)) continue;
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

static bool verify_element(xmlNodePtr element, const struct xmlsec_bytes *certificates,
                           size_t certificate_count, struct xmlsec_output *output) {
    xmlNodePtr signature = only_child(element, "Signature", NS_SIGNATURE);
    xmlAttrPtr attribute = xmlHasNsProp(element, (const xmlChar *)"ID", NULL);
    if (!signature || !attribute || attribute->type != XML_ATTRIBUTE_NODE) return false;
    xmlChar *id = xmlNodeListGetString(element->doc, attribute->children, 1);
    bool holds = false;
    if (id && is_plain_name(id) && is_unique(attribute, id)) {
        drop_key_info(signature);
        if (is_sound(signature, id) && xmlAddID(NULL, element->doc, id, attribute)) {
            for (size_t i = 0; i < certificate_count && !holds; i++)
                holds = verify_with(signature, certificates[i], output);
        }
    }
    xmlFree(id);
    return holds;
}

int xmlsec_verify(struct xmlsec_bytes document, const char *child, const char *child_namespace,
                  const struct xmlsec_bytes *certificates, size_t certificate_count,
                  struct xmlsec_output *output) {
    *output = (struct xmlsec_output){NULL, 0};
    if (!is_ready()) return 0;
    xmlDocPtr read = read_document(document);
    if (!read) return 0;
    xmlNodePtr element = find_target(read, child, child_namespace);
    bool holds = element && verify_element(element, certificates, certificate_count, output);
    xmlFreeDoc(read);
    return holds;
}
