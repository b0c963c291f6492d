public import Base
public import Store

/// A credential report of an account: what it said when it was made.
public struct CredentialReport: Hashable, Sendable {
    /// When it was made.
    public let generatedTime: Timestamp
    /// The CSV.
    public let content: [UInt8]

    /// Joins the parts.
    public init(generatedTime: Timestamp, content: [UInt8]) {
        self.generatedTime = generatedTime
        self.content = content
    }

    /// Whether a report may take its place, and it is told no more.
    ///
    /// - Source: IAM User Guide, "Generate credential reports for your AWS account": one every four
    ///   hours.
    public func isExpired(at now: Timestamp) -> Bool {
        generatedTime.adding(seconds: Limits.credentialReportSeconds) < now
    }
}

extension CredentialReport: Record {
    /// Reads a report.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        generatedTime = try record.time(1)
        content = Array(try record.bytes(2) ?? [])
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, generatedTime)
        record.put(2, content)
    }
}

extension DirectoryView {
    /// The account's last credential report; nil when none was made.
    public func credentialReport() throws(DirectoryError) -> CredentialReport? {
        try record(key(Keyspace.credentialReports), as: CredentialReport.self)
    }
}

extension DirectoryTransaction {
    /// Keeps a credential report in place of the one before.
    public func put(_ report: CredentialReport) throws(DirectoryError) {
        try put(key(Keyspace.credentialReports), report)
    }
}
