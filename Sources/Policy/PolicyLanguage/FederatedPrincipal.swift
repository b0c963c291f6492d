import Base

/// How `Federated` names identity providers: those of accounts by ARN, AWS's own by domain.
///
/// Whether the provider is there is not asked: roles outlive the providers that they trust.
///
/// - Source: IAM User Guide, "AWS JSON policy elements: Principal", "SAML session principals" and
///   "Web identity session principals"; IAM API Reference, DeleteOpenIDConnectProvider.
enum FederatedPrincipal {
    /// - Source: terraform-aws-modules/terraform-aws-eks issue 2594, for the sentence.
    static func require(_ value: String) throws(PolicyError) {
        guard isProviderARN(value) || isDomain(value) else {
            throw PolicyError(
                "Federated principals must be valid domain names or SAML metadata ARNs",
                detail: "\(value) is neither"
            )
        }
    }

    private static func isProviderARN(_ value: String) -> Bool {
        guard let arn = ARN(value), arn.service == "iam", arn.region.isEmpty,
            arn.accountID != nil
        else { return false }
        return ["saml-provider/", "oidc-provider/"].contains { kind in
            arn.resource.hasPrefix(kind) && arn.resource.utf8.count > kind.utf8.count
                && arn.resource.utf8.allSatisfy { byte in
                    (0x21...0x7E).contains(byte) && byte != 0x2A && byte != 0x3F
                }
        }
    }

    private static func isDomain(_ value: String) -> Bool {
        let labels = value.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.count <= PolicyLimits.domainLabel && label.first != 0x2D
                    && label.last != 0x2D && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
            }
    }
}
