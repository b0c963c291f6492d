internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let organizationFeatures: [Handler] =
        [
            "EnableOrganizationsRootCredentialsManagement",
            "DisableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions",
            "DisableOrganizationsRootSessions", "ListOrganizationsFeatures",
        ].map { name in
            .direct(name) { call in
                try call.authorize(Demand("iam:\(name)", on: "*"))
                throw withoutOrganization
            }
        } + [
            .direct("GenerateOrganizationsAccessReport", generateOrganizationsReport),
            .direct("GetOrganizationsAccessReport", getOrganizationsReport),
        ]

    /// No account of this server is in an organization.
    ///
    /// - Source: botocore, `iam` model, OrganizationNotFoundException.
    private static var withoutOrganization: ServiceError {
        ServiceError(
            code: "OrganizationNotFoundException",
            message: "The request was rejected because no organization is associated with your "
                + "account."
        )
    }

    /// The path names an organization that is not the account's: access is denied.
    private static func generateOrganizationsReport(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        let path = try call.input.requiredString("EntityPath")
        let policy = call.input.string("OrganizationsPolicyId")
        try call.authorize(
            Demand(
                "iam:GenerateOrganizationsAccessReport",
                on: "arn:aws:iam::\(call.account):access-report/\(path)",
                keys: policy.map { [.value("iam:OrganizationsPolicyId", $0)] } ?? []
            )
        )
        throw ServiceError.accessDenied(
            "The account \(call.account) is not the management account of the organization "
                + "\(path.prefix { $0 != "/" })."
        )
    }

    private static func getOrganizationsReport(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetOrganizationsAccessReport", on: "*"))
        let id = try call.input.requiredString("JobId")
        throw ServiceError.noSuchEntity("Job \(id) does not exist.")
    }
}
