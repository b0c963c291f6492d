internal import Base
internal import ServiceModel

/// What an operation takes for the ARN of an entity of IAM.
///
/// - Source: AWS's notice of 2024 that IAM validates all elements of such ARNs (as quoted in
///   cloud-gov/aws-broker issue 383); the sentences as public reports quote them:
///   hashicorp/terraform-provider-aws issue 1337, davidtucker/ps-serverless-app issue 19,
///   pulumi/pulumi-aws-apigateway issue 347.
enum EntityARN {
    /// - Source: Service Authorization Reference, "AWS Identity and Access Management", resource
    ///   types.
    private static let kinds: Set<String> = [
        "access-report", "delegation-request", "group", "instance-profile", "mfa", "oidc-provider",
        "policy", "role", "role-template", "saml-provider", "server-certificate", "sms-mfa", "user",
    ]

    /// Throws `InvalidInput` for what is no ARN of IAM, `ValidationError` for another partition.
    static func require(_ text: String) throws(ServiceError) {
        guard let arn = ARN(text), arn.service == "iam", arn.region.isEmpty,
            arn.account == "aws" || arn.accountID != nil,
            let slash = arn.resource.firstIndex(of: "/"),
            kinds.contains(String(arn.resource[..<slash])), arn.resource.last != " "
        else { throw .invalidInput("ARN \(text) is not valid.") }
        guard arn.partition == "aws" else { throw .validation("Invalid ARN partition") }
    }
}
