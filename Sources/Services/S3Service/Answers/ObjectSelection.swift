/// Which bytes of an object a request asks for.
struct ObjectSelection: Sendable {
    var offset: Int64 = 0
    var length: Int64
    var isPartial = false
    /// How many parts the object has, when the request asks by part number.
    var partsCount: Int?

    /// Reads `Range` or `partNumber`.
    ///
    /// - Throws: `InvalidRange`, `InvalidPartNumber`, `InvalidRequest` when both are there.
    init(_ request: S3Request, _ record: ObjectRecord) throws(S3Error) {
        length = record.size
        let range = request.header("range")
        if let text = request.query["partNumber"] {
            guard range == nil else {
                throw .invalidRequest(
                    "Cannot specify both Range header and partNumber query parameter"
                )
            }
            try selectPart(text, record)
            return
        }
        switch ByteRange(range, size: record.size) {
        case .whole: return
        case .unsatisfiable: throw .invalidRange(range ?? "", size: record.size)
        case .part(let offset, let length):
            self.offset = offset
            self.length = length
            isPartial = true
        }
    }

    private mutating func selectPart(_ text: String, _ record: ObjectRecord) throws(S3Error) {
        guard let number = Int(text), (1...Limits.partNumber).contains(number) else {
            throw .invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive",
                "partNumber",
                text
            )
        }
        isPartial = true
        guard !record.partSizes.isEmpty else {
            guard number == 1 else { throw Self.unsatisfiable(number, count: 1) }
            return
        }
        guard number <= record.partSizes.count else {
            throw Self.unsatisfiable(number, count: record.partSizes.count)
        }
        for size in record.partSizes.prefix(number - 1) { offset += size }
        length = record.partSizes[number - 1]
        partsCount = record.partSizes.count
    }

    private static func unsatisfiable(_ number: Int, count: Int) -> S3Error {
        S3Error.invalidPartNumber.with("PartNumberRequested", String(number))
            .with("ActualPartCount", String(count))
    }
}
