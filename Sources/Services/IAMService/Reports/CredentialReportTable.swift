internal import Base
internal import Directory
internal import ServiceKit

/// The CSV of a credential report: the root user first, then users in order of names.
///
/// Values are in lower case, lines end with a line feed, and the last one does not.
///
/// - Source: IAM User Guide, "Generate credential reports for your AWS account", the columns; a
///   column for credentials beyond the second is described there, but not in reports of accounts
///   that keep the quotas.
struct CredentialReportTable {
    private static let columns = [
        "user", "arn", "user_creation_time", "password_enabled", "password_last_used",
        "password_last_changed", "password_next_rotation", "mfa_active", "access_key_1_active",
        "access_key_1_last_rotated", "access_key_1_last_used_date",
        "access_key_1_last_used_region", "access_key_1_last_used_service", "access_key_2_active",
        "access_key_2_last_rotated", "access_key_2_last_used_date",
        "access_key_2_last_used_region", "access_key_2_last_used_service", "cert_1_active",
        "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated",
    ]
    private static let absent = "N/A"
    /// How many access keys and certificates a row tells of.
    private static let places = 2

    private let directory: Directory
    private let reader: DirectoryReader
    private var text = Self.columns.joined(separator: ",")

    /// Makes and keeps the report of an account; for a background thread.
    static func generate(_ node: Node, _ account: AccountID) throws {
        let directory = node.directory
        let content = try directory.read(account) { reader in
            var table = CredentialReportTable(directory: directory, reader: reader)
            try table.addEveryone()
            return Array(table.text.utf8)
        }
        try directory.writeAndWait(account) { transaction in
            let report = CredentialReport(generatedTime: transaction.now, content: content)
            try transaction.put(report)
        }
    }

    private init(directory: Directory, reader: DirectoryReader) {
        self.directory = directory
        self.reader = reader
    }

    private mutating func addEveryone() throws {
        guard let account = try reader.accountRecord() else { return }
        try add("<root_account>", account.rootARN, account.createDate, nil)
        var marker: String?
        repeat {
            let page = try reader.users(after: marker, limit: 1000)
            for user in page.items { try add(user.name, user.arn, user.createDate, user) }
            marker = page.marker
        } while marker != nil
    }

    private mutating func add(
        _ name: String,
        _ arn: String,
        _ created: Timestamp,
        _ user: User?
    ) throws {
        let facts = try CredentialFacts(of: user, in: reader)
        var fields = [name, arn, created.description]
        fields += password(facts.password, isRoot: user == nil)
        fields.append("\(facts.hasMFA)")
        fields += try accessKeys(of: user.map { .user($0.id) } ?? .root)
        for place in 0..<Self.places {
            let certificate = place < facts.certificates.count ? facts.certificates[place] : nil
            fields.append("\(certificate?.isActive ?? false)")
            fields.append(certificate?.uploadDate.description ?? Self.absent)
        }
        text += "\n" + fields.map(Self.quoted).joined(separator: ",")
    }

    private func password(_ password: CredentialFacts.Password?, isRoot: Bool) -> [String] {
        let rotation = isRoot ? "not_supported" : nil
        guard let password else {
            return ["false", Self.absent, Self.absent, rotation ?? Self.absent]
        }
        return [
            "true", password.lastUsed?.description ?? "no_information",
            password.lastChanged.description,
            rotation ?? password.nextRotation?.description ?? Self.absent,
        ]
    }

    /// The keys with the lesser ids come first.
    private func accessKeys(of owner: AccessKey.Owner) throws -> [String] {
        let keys = try reader.accessKeys(of: owner).sorted { $0.id.text < $1.id.text }
        var fields: [String] = []
        for place in 0..<Self.places {
            guard place < keys.count else {
                fields += ["false"] + Array(repeating: Self.absent, count: 4)
                continue
            }
            let use = try directory.lastUse(ofKey: keys[place].id, in: reader)
            fields += [
                "\(keys[place].status == .active)", keys[place].createDate.description,
                use?.time.description ?? Self.absent, use.map(Self.region) ?? Self.absent,
                use?.service ?? Self.absent,
            ]
        }
        return fields
    }

    /// - Source: IAM User Guide, the same page: no region for services such as Amazon S3.
    private static func region(_ use: LastUse.Use) -> String {
        use.service == "s3" ? absent : use.region
    }

    /// A field as RFC 4180 has it: names may hold commas, and paths quotation marks.
    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 }) else { return field }
        let doubled = field.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + doubled.joined(separator: "\"\"") + "\""
    }
}
