#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>

#include "Internal.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_prepared;

static void prepare(void) {
    xmlInitParser();
    if (xmlSecInit() < 0 || xmlSecCheckVersion() != 1) return;
    // Nothing is told on standard error, and no address can be opened.
    xmlSecErrorsSetCallback(NULL);
    xmlSecIOCleanupCallbacks();
    if (xmlSecOpenSSLAppInit(NULL) < 0 || xmlSecOpenSSLInit() < 0) return;
    is_prepared = true;
}

static void ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

static void ignore_structured(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

bool is_ready(void) {
    pthread_once(&once, prepare);
    // These belong to the thread.
    xmlSetGenericErrorFunc(NULL, ignore);
    xmlSetStructuredErrorFunc(NULL, ignore_structured);
    return is_prepared;
}

xmlDocPtr read_document(struct xmlsec_bytes document) {
    if (document.count > INT32_MAX) return NULL;
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr read = xmlReadMemory((const char *)document.bytes, (int)document.count, NULL, "UTF-8",
                                   options);
    if (!read) return NULL;
    if (!read->intSubset && !read->extSubset && xmlDocGetRootElement(read)) return read;
    xmlFreeDoc(read);
    return NULL;
}

bool is_element(xmlNodePtr node, const char *name, const char *name_space) {
    return node && node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           !strcmp((const char *)node->name, name) &&
           !strcmp((const char *)node->ns->href, name_space);
}

xmlNodePtr only_child(xmlNodePtr parent, const char *name, const char *name_space) {
    xmlNodePtr found = NULL;
    for (xmlNodePtr node = parent->children; node; node = node->next) {
        if (!is_element(node, name, name_space)) continue;
        if (found) return NULL;
        found = node;
    }
    return found;
}

xmlNodePtr find_target(xmlDocPtr document, const char *child, const char *child_namespace) {
    xmlNodePtr root = xmlDocGetRootElement(document);
    return child ? only_child(root, child, child_namespace) : root;
}

bool has_children(xmlNodePtr parent, const char *name_space, const char *const *names) {
    for (xmlNodePtr node = parent->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && xmlIsBlankNode(node)) continue;
        while (*names && **names == '?' && !is_element(node, *names + 1, name_space)) names++;
        if (!*names) return false;
        if (!is_element(node, **names == '?' ? *names + 1 : *names, name_space)) return false;
        names++;
    }
    while (*names && **names == '?') names++;
    return !*names;
}

xmlNodePtr next_node(xmlNodePtr node, xmlNodePtr top) {
    if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
    while (node && node != top) {
        if (node->next) return node->next;
        node = node->parent;
    }
    return NULL;
}

bool attribute_is_one_of(xmlNodePtr node, const char *name, const char *const *values) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    if (!value) return false;
    bool is_listed = false;
    for (; *values && !is_listed; values++) is_listed = !strcmp((const char *)value, *values);
    xmlFree(value);
    return is_listed;
}

bool copy_out(const uint8_t *bytes, size_t count, struct xmlsec_output *output) {
    output->bytes = malloc(count + 1);
    if (!output->bytes) return false;
    memcpy(output->bytes, bytes, count);
    output->count = count;
    return true;
}

void xmlsec_output_free(struct xmlsec_output output) {
    if (!output.bytes) return;
    explicit_bzero(output.bytes, output.count);
    free(output.bytes);
}
