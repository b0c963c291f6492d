import Cryptography

/// The parts of an `Authorization` value of Signature Version 4.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", "Add the signature to the request".
struct AuthorizationHeader {
    /// The algorithm's name.
    let scheme: ArraySlice<UInt8>
    private(set) var credential: ArraySlice<UInt8> = []
    private(set) var signedHeaders: ArraySlice<UInt8> = []
    private(set) var signature: ArraySlice<UInt8> = []
    private var missing: SignatureParts = [.credential, .signature, .signedHeaders]

    /// Reads the value, whose components are separated by commas, spaces or both.
    init(
        _ value: ArraySlice<UInt8>,
        hasDate: Bool,
        schemes: [StaticString] = ["AWS4-HMAC-SHA256"]
    ) throws(SignatureFailure) {
        let schemeEnd = value.firstIndex(of: 0x20, or: 0x20, from: value.startIndex)
        let scheme = value[..<schemeEnd]
        self.scheme = scheme
        guard schemes.contains(where: { scheme.equals($0) }), value.count <= Limits.authorization
        else {
            throw Self.refusal(scheme, value, hasDate: hasDate)
        }
        var start = schemeEnd
        while start < value.endIndex {
            let end = value.firstIndex(of: 0x2C, or: 0x20, from: start)
            if end > start { try take(value[start..<end]) }
            start = end + 1
        }
        guard missing.isEmpty, hasDate else {
            throw .incompleteHeader(
                missing: hasDate ? missing : missing.union(.date),
                authorization: SHA256.hash(Array(value)).bytes
            )
        }
    }

    private mutating func take(_ component: ArraySlice<UInt8>) throws(SignatureFailure) {
        if component.starts(with: "Credential="), missing.remove(.credential) != nil {
            credential = component.dropFirst(11)
        } else if component.starts(with: "SignedHeaders="), missing.remove(.signedHeaders) != nil {
            signedHeaders = component.dropFirst(14)
        } else if component.starts(with: "Signature="), missing.remove(.signature) != nil {
            signature = component.dropFirst(10)
        } else {
            throw .malformedComponent(Array(component))
        }
    }

    private static func refusal(
        _ scheme: ArraySlice<UInt8>,
        _ value: ArraySlice<UInt8>,
        hasDate: Bool
    ) -> SignatureFailure {
        if scheme.starts(with: "AWS4-") || scheme.equals("AWS") {
            return .unsupportedAlgorithm(scheme.prefix(64).text, isPresigned: false)
        }
        let missing: SignatureParts = [.algorithm, .credential, .signature, .signedHeaders]
        return .incompleteHeader(
            missing: hasDate ? missing : missing.union(.date),
            authorization: SHA256.hash(Array(value)).bytes
        )
    }
}
