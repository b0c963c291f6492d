import HTTPMessage

/// The parts of a signature in a query, percent-decoded.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", "Add the signature to the request",
///   query string.
struct QuerySignature {
    private(set) var algorithm: ArraySlice<UInt8> = []
    private(set) var credential: ArraySlice<UInt8> = []
    private(set) var date: ArraySlice<UInt8> = []
    private(set) var signedHeaders: ArraySlice<UInt8> = []
    private(set) var signature: ArraySlice<UInt8> = []
    private(set) var lifetime: ArraySlice<UInt8>?
    private(set) var token: ArraySlice<UInt8>?
    private(set) var payloadDigest: ArraySlice<UInt8>?
    private var found: SignatureParts = []
    private var hasOldSignature = false

    private static let needed: SignatureParts = [
        .algorithm, .credential, .signature, .signedHeaders, .date,
    ]

    /// Nil when the query holds no part of a signature.
    init?(_ head: RequestHead) throws(SignatureFailure) {
        for part in head.bytes[head.query].split(separator: 0x26) {
            let middle = part.firstIndex(of: 0x3D) ?? part.endIndex
            let name = PercentCoding.decoded(part[..<middle])
            guard name.starts(with: "X-Amz-") || name.equals("AWSAccessKeyId") else { continue }
            try take(name, PercentCoding.decoded(part[middle...].dropFirst()))
        }
        if hasOldSignature { throw .unsupportedAlgorithm("AWS", isPresigned: true) }
        guard !found.isDisjoint(with: [.algorithm, .credential, .signature]) else { return nil }
        guard found.isSuperset(of: Self.needed) else {
            throw .incompleteQuery(missing: Self.needed.subtracting(found))
        }
        guard algorithm.equals("AWS4-HMAC-SHA256") else {
            throw .unsupportedAlgorithm(algorithm.prefix(64).text, isPresigned: true)
        }
    }

    private mutating func take(
        _ name: ArraySlice<UInt8>,
        _ value: ArraySlice<UInt8>
    ) throws(SignatureFailure) {
        switch name.count {
        case 10 where name.equals("X-Amz-Date"):
            date = value
            try note(.date)
        case 13 where name.equals("X-Amz-Expires"):
            lifetime = value
            try note(.lifetime)
        case 14 where name.equals("AWSAccessKeyId"): hasOldSignature = true
        case 15 where name.equals("X-Amz-Algorithm"):
            algorithm = value
            try note(.algorithm)
        case 15 where name.equals("X-Amz-Signature"):
            signature = value
            try note(.signature)
        case 16 where name.equals("X-Amz-Credential"):
            credential = value
            try note(.credential)
        case 19 where name.equals("X-Amz-SignedHeaders"):
            signedHeaders = value
            try note(.signedHeaders)
        case 20 where name.equals("X-Amz-Security-Token"):
            guard token == nil else { throw .incompleteQuery(missing: []) }
            token = value
        case 20 where name.equals("X-Amz-Content-Sha256"):
            guard payloadDigest == nil else { throw .incompleteQuery(missing: []) }
            payloadDigest = value
        default: break
        }
    }

    private mutating func note(_ part: SignatureParts) throws(SignatureFailure) {
        guard found.insert(part).inserted else { throw .incompleteQuery(missing: part) }
    }
}
