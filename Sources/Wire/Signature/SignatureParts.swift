/// The parts that make a signature.
public struct SignatureParts: OptionSet, Sendable, Hashable {
    /// A bit for each part.
    public let rawValue: UInt8

    /// Wraps bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `X-Amz-Algorithm`.
    public static let algorithm = SignatureParts(rawValue: 1)
    /// `Credential`.
    public static let credential = SignatureParts(rawValue: 2)
    /// `Signature`.
    public static let signature = SignatureParts(rawValue: 4)
    /// `SignedHeaders`.
    public static let signedHeaders = SignatureParts(rawValue: 8)
    /// `X-Amz-Date` or `Date`.
    public static let date = SignatureParts(rawValue: 16)
    /// `X-Amz-Expires`, which only S3 needs.
    public static let lifetime = SignatureParts(rawValue: 32)
}
