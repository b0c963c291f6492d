#ifndef CXMLSec_Internal_h
#define CXMLSec_Internal_h

#include <stdbool.h>

#include <libxml/tree.h>
#include <xmlsec/xmlsec.h>

#include "CXMLSec.h"

#define NS_SIGNATURE "http://www.w3.org/2000/09/xmldsig#"
#define NS_ENCRYPTION "http://www.w3.org/2001/04/xmlenc#"
#define NS_ENCRYPTION_11 "http://www.w3.org/2009/xmlenc11#"
#define NS_C14N "http://www.w3.org/2001/10/xml-exc-c14n#"

/// Prepares the libraries, once; false when they cannot be used.
bool is_ready(void);

/// Reads a document without entities, document types or anything from outside; NULL if it cannot.
xmlDocPtr read_document(struct xmlsec_bytes document);

/// The root element, or its one child of a name; NULL when there is none, or more.
xmlNodePtr find_target(xmlDocPtr document, const char *child, const char *child_namespace);

bool is_element(xmlNodePtr node, const char *name, const char *name_space);

/// The one child element of a name; NULL when there is none, or more.
xmlNodePtr only_child(xmlNodePtr parent, const char *name, const char *name_space);

/// Whether the child elements are these, in this order, and nothing but white space is between.
/// Names end with NULL; one that begins with `?` may be absent.
bool has_children(xmlNodePtr parent, const char *name_space, const char *const *names);

/// The node that follows in document order within `top`; NULL at the end.
xmlNodePtr next_node(xmlNodePtr node, xmlNodePtr top);

/// Whether the attribute without namespace has one of the values; the list ends with NULL.
bool attribute_is_one_of(xmlNodePtr node, const char *name, const char *const *values);

/// Copies bytes out; false when memory is short.
bool copy_out(const uint8_t *bytes, size_t count, struct xmlsec_output *output);

#endif
