import Markup

/// What a CreateBucket body asks for.
struct BucketConfiguration {
    var region: String
    var tags: [RecordPair] = []

    /// Reads the body, which may be empty.
    ///
    /// The `endpoint` is the region that the request was signed for.
    ///
    /// - Throws: `MalformedXML`, `InvalidLocationConstraint`, `IllegalLocationConstraintException`.
    init(_ bytes: [UInt8], endpoint: String) throws(S3Error) {
        region = endpoint
        var constraint = ""
        if !bytes.isEmpty {
            let root = try RequestDocument.read(bytes, root: "CreateBucketConfiguration")
            constraint = root.text(of: "LocationConstraint") ?? ""
            if let set = root.child("Tags") {
                tags = try TagRules.check(
                    try RequestDocument.pairs(set),
                    atMost: Limits.bucketTags
                )
            }
        }
        guard !constraint.isEmpty else {
            guard endpoint == "us-east-1" else { throw Self.incompatible("unspecified") }
            return
        }
        // `EU` is the old name of eu-west-1; us-east-1 is named by leaving the constraint out.
        // Source: S3 API Reference, "CreateBucket", LocationConstraint.
        let wanted = constraint == "EU" ? "eu-west-1" : constraint
        guard Self.isRegion(wanted), wanted != "us-east-1" else {
            throw S3Error(
                "InvalidLocationConstraint",
                400,
                "The specified location-constraint is not valid"
            ).with("LocationConstraint", constraint)
        }
        guard endpoint == "us-east-1" || endpoint == wanted else {
            throw Self.incompatible(constraint)
        }
        region = wanted
    }

    private static func incompatible(_ constraint: String) -> S3Error {
        S3Error(
            "IllegalLocationConstraintException",
            400,
            "The \(constraint) location constraint is incompatible for the region specific "
                + "endpoint this request was sent to."
        )
    }

    /// Whether a text has the form of a region, such as `eu-central-1`.
    private static func isRegion(_ text: String) -> Bool {
        let labels = text.split(separator: "-", omittingEmptySubsequences: false)
        guard labels.count >= 3, let number = labels.last, UInt8(number) != nil else {
            return false
        }
        return labels.dropLast().allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        }
    }
}
