internal import Markup

/// How much of a response is read.
enum Limits {
    /// The longest response as text.
    /// - Source: botocore, `sts` model, `SAMLAssertionType`.
    static let text = 100_000
    /// Responses of identity providers are about ten deep, with some tens of attributes; each element
    /// costs time in canonicalization.
    static let response = XMLLimits(length: text, depth: 24, elements: 4000, attributes: 24)
    /// Namespaces that an element and those around it declare: real ones have ten, and canonicalization
    /// compares each with each, for every element.
    static let namespaces = 48
    /// The longest name of a namespace, in bytes: real ones have less than a hundred.
    ///
    /// Canonicalization writes a name at each element that uses it, before any signature is checked:
    /// with this, a response grows to some 3 MB at the most.
    static let namespace = 256
    /// The longest id of an assertion, in bytes: as long as the signature's check allows.
    static let id = 256
    /// The longest name of a subject, and format of one, in bytes: they go into session tokens.
    ///
    /// Persistent and transient ones have at most 256 characters.
    /// - Source: SAML 2.0, "Assertions and Protocols", 8.3.7 and 8.3.8.
    static let subject = 512
    /// How far the clock of an identity provider may be ahead, in seconds; AWS does not say.
    static let skewSeconds: Int64 = 60
}
