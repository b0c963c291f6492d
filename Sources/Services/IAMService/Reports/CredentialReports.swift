internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let credentialReports: [Handler] = [
        .read("GenerateCredentialReport", generateCredentialReport),
        .read("GetCredentialReport", getCredentialReport),
    ]

    /// - Source: IAM API Reference, GenerateCredentialReport; the description as quoted in public
    ///   reports (prowler-cloud/prowler#272).
    private static func generateCredentialReport(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GenerateCredentialReport", on: "*"))
        let known = try call.directory.credentialReport()
        if let known, !known.isExpired(at: call.environment.now) { return ["State": "COMPLETE"] }
        let (node, account) = (call.node, call.account)
        let isStarted = node.jobs.start(jobName(account)) {
            // A report that fails is asked for anew.
            try? CredentialReportTable.generate(node, account)
        }
        return [
            "State": isStarted ? "STARTED" : "INPROGRESS",
            "Description": isStarted && known == nil
                ? "No report exists. Starting a new report generation task" : nil,
        ]
    }

    /// - Source: botocore, `iam` model, the `CredentialReport…Exception` shapes: the codes and
    ///   statuses; AWS's message is seen to be `Unknown`.
    private static func getCredentialReport(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetCredentialReport", on: "*"))
        let isUnderWay = call.node.jobs.isUnderWay(jobName(call.account))
        guard let report = try call.directory.credentialReport() else {
            throw isUnderWay ? refusal("ReportInProgress", 404) : refusal("ReportNotPresent", 410)
        }
        guard !report.isExpired(at: call.environment.now) else {
            throw isUnderWay ? refusal("ReportInProgress", 404) : refusal("ReportExpired", 410)
        }
        return [
            "Content": .blob(report.content), "ReportFormat": "text/csv",
            "GeneratedTime": .timestamp(report.generatedTime),
        ]
    }

    private static func refusal(_ code: String, _ status: Int) -> ServiceError {
        ServiceError(code: code, message: "Unknown", status: status)
    }

    private static func jobName(_ account: AccountID) -> String { "credential-report/\(account)" }
}
