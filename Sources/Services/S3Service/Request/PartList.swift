import Markup

/// What a CompleteMultipartUpload body lists.
struct PartList: Sendable {
    /// A part as the client knows it.
    struct Part: Sendable {
        let number: Int
        let etag: String
        /// Base64, with its algorithm.
        let checksum: (algorithm: ChecksumAlgorithm, text: String)?
    }

    let parts: [Part]

    /// Reads the body.
    ///
    /// - Throws: `MalformedXML`, `InvalidPartOrder`.
    init(_ bytes: [UInt8]) throws(S3Error) {
        let root = try RequestDocument.read(bytes, root: "CompleteMultipartUpload")
        var parts: [Part] = []
        for element in root.children("Part") {
            guard let number = element.text(of: "PartNumber").flatMap({ Int($0) }),
                (1...Limits.partNumber).contains(number), let etag = element.text(of: "ETag")
            else { throw .malformedXML }
            guard number > parts.last?.number ?? 0 else { throw .invalidPartOrder }
            parts.append(Part(number: number, etag: etag, checksum: Self.checksum(in: element)))
        }
        guard !parts.isEmpty else { throw .malformedXML }
        self.parts = parts
    }

    private static func checksum(
        in element: XMLElement
    ) -> (algorithm: ChecksumAlgorithm, text: String)? {
        for algorithm in ChecksumAlgorithm.allCases {
            if let text = element.text(of: algorithm.elementName) { return (algorithm, text) }
        }
        return nil
    }
}
