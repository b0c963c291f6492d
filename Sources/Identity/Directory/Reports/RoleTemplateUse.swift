public import Base
public import Store

/// The template that a role was made from, and with which values.
public struct RoleTemplateUse: Hashable, Sendable {
    /// The template's ARN.
    public let templateARN: String
    /// The minor version.
    public let minorVersion: Int
    /// The values that were given for its parameters.
    public let values: [String: [String]]

    /// Joins the parts.
    public init(templateARN: String, minorVersion: Int, values: [String: [String]]) {
        self.templateARN = templateARN
        self.minorVersion = minorVersion
        self.values = values
    }
}

extension RoleTemplateUse: Record {
    /// Reads a use.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        templateARN = try record.text(1)
        minorVersion = Int(try record.number(2))
        var values: [String: [String]] = [:]
        for inner in try record.records(3) {
            values[try inner.text(1)] = try inner.texts(2)
        }
        self.values = values
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, templateARN)
        record.put(2, Int64(minorVersion))
        for (name, texts) in values.sorted(by: { $0.key < $1.key }) {
            record.put(
                3,
                record: { inner in
                    inner.put(1, name)
                    for text in texts { inner.put(2, text) }
                }
            )
        }
    }
}

extension DirectoryView {
    /// The template that a role was made from; nil for roles that were made without one.
    public func templateUse(of role: Role) throws(DirectoryError) -> RoleTemplateUse? {
        try record(key(Keyspace.roleTemplateUses).text(role.id), as: RoleTemplateUse.self)
    }
}

extension DirectoryTransaction {
    /// Notes the template that a role was made from.
    public func put(_ use: RoleTemplateUse, of role: Role) throws(DirectoryError) {
        try put(key(Keyspace.roleTemplateUses).text(role.id), use)
    }
}
