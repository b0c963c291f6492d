/// How large a document the reader takes.
public struct XMLLimits: Sendable {
    /// Bytes in all.
    public var length: Int
    /// Elements inside one another.
    public var depth: Int
    /// Elements in all.
    public var elements: Int
    /// Attributes of one element.
    public var attributes: Int

    /// Sets all limits.
    public init(length: Int, depth: Int, elements: Int, attributes: Int) {
        self.length = length
        self.depth = depth
        self.elements = elements
        self.attributes = attributes
    }

    /// For the bodies of S3 requests.
    ///
    /// The largest are CompleteMultipartUpload, with 10,000 parts of up to eight elements each, and
    /// DeleteObjects, with 1,000 keys of 1,024 bytes that escaping may lengthen sixfold; the
    /// deepest known, an access control list, is five deep.
    ///
    /// - Source: S3 API Reference, CompleteMultipartUpload, DeleteObjects, PutObjectAcl.
    public static let request = XMLLimits(
        length: 8 << 20,
        depth: 16,
        elements: 100_000,
        attributes: 16
    )

    /// For the metadata of SAML identity providers.
    ///
    /// They are flat, and those of large providers tell some hundred claims; the deepest known are
    /// about ten deep. The length is that of the parameter.
    ///
    /// - Source: botocore, `iam` model, `SAMLMetadataDocumentType`; SAML 2.0 Metadata.
    public static let metadata = XMLLimits(
        length: 10_000_000,
        depth: 32,
        elements: 100_000,
        attributes: 32
    )
}
