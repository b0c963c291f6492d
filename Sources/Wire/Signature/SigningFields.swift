import HTTPMessage

/// Where the header fields that matter to a signature are.
struct SigningFields {
    private(set) var authorization: Range<Int>?
    private(set) var amzDate: Range<Int>?
    private(set) var date: Range<Int>?
    private(set) var token: Range<Int>?
    private(set) var payloadDigest: Range<Int>?
    /// Whether one of them came twice.
    private(set) var hasRepeated = false

    init(_ head: RequestHead) {
        for field in head.fields {
            switch field.name.count {
            case 4 where head.hasName(field, "date"): date = take(field, date)
            case 10 where head.hasName(field, "x-amz-date"): amzDate = take(field, amzDate)
            case 13 where head.hasName(field, "authorization"):
                authorization = take(field, authorization)
            case 20 where head.hasName(field, "x-amz-security-token"): token = take(field, token)
            case 20 where head.hasName(field, "x-amz-content-sha256"):
                payloadDigest = take(field, payloadDigest)
            default: continue
            }
        }
    }

    var hasDate: Bool { amzDate != nil || date != nil }

    private mutating func take(_ field: RequestHead.Field, _ earlier: Range<Int>?) -> Range<Int> {
        if earlier != nil { hasRepeated = true }
        return field.value
    }
}
