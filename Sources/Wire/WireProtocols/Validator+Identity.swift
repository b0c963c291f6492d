import ServiceModel

/// How IAM differs from other services: it shows no values, and speaks of names and paths itself.
///
/// - Source: answers of live IAM since 2024, in aws/eks-hybrid pull request 113 (length),
///   juspay/hyperswitch-suite pull request 323 (2026, pattern) and the tests of
///   mulgadc/spinifex (2026: tags, tag keys, path prefixes) and versity/versitygw (2026: names,
///   paths, path prefixes); of names in hashicorp/terraform-provider-aws issue 3087 and
///   shashankprasanna/torchserve-examples issue 7. STS shows values still:
///   aws-actions/configure-aws-credentials issue 1306 (2025).
extension Validator {
    /// Whether values of patterns, lengths and ranges are left out.
    var hidesValues: Bool { model.service == "iam" }

    /// How a message names a value that is not there.
    var absence: String { hidesValues ? "Value" : "Value null" }

    /// The sentence for a name or path out of form; nil where the usual one is told.
    func sentence(for constraint: Constraint, _ shape: Shape, _ path: String) -> String? {
        guard hidesValues, shape.pattern >= 0 else { return nil }
        let form: String
        switch (model.patterns[shape.pattern].text, constraint) {
        case (Self.names, .pattern):
            form = "contain only alphanumeric characters and/or the following: +=,.@_-"
        case (Self.pathPrefixes, .pattern), (Self.pathPrefixes, .minimum),
            (Self.policyPaths, .pattern) where path == "pathPrefix":
            form =
                "begin with the / character and contain only alphanumeric characters and/or / "
                + "characters."
        case (Self.paths, .pattern), (Self.policyPaths, .pattern):
            form =
                "begin and end with / and contain only alphanumeric characters and/or / characters."
        default: return nil
        }
        return "The specified value for \(path) is invalid. It must \(form)"
    }

    /// - Source: botocore, `iam` model: `userNameType` and others.
    private static let names = #"[\w+=,.@-]+"#
    /// - Source: botocore, `iam` model, `pathType`.
    private static let paths = #"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"#
    /// - Source: botocore, `iam` model, `pathPrefixType`.
    private static let pathPrefixes = #"\u002F[\u0021-\u007F]*"#
    /// - Source: botocore, `iam` model, `policyPathType`.
    private static let policyPaths = #"((/[A-Za-z0-9\.,\+@=_-]+)*)/"#
}
