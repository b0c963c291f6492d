internal import Base
public import Directory
public import Markup
internal import ServiceModel

/// An account as the AWS CLI shows it: the answer of GetAccountAuthorizationDetails, whole.
///
/// - Source: AWS CLI Command Reference, `iam get-account-authorization-details`.
public enum AccountExport {
    /// Members whose text is a policy document.
    private static let documents: Set<String> = [
        "Document", "PolicyDocument", "AssumeRolePolicyDocument",
    ]
    private static let lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]

    /// Writes all of an account as one object.
    public static func write(_ directory: DirectoryReader, to writer: inout JSONWriter) throws {
        // When a role was last used is no part of what can be rebuilt.
        let details = AuthorizationDetails(
            directory: directory,
            filter: [],
            limit: 1000,
            lastUse: { _ in [:] }
        )
        // The details come in order: users, groups, roles, then policies.
        writer.beginObject()
        var marker: String?
        var open = 0
        writer.key(lists[0])
        writer.beginArray()
        repeat {
            let page = try details.page(after: marker)
            for (index, name) in lists.enumerated() {
                guard case .list(let items)? = page[name], !items.isEmpty else { continue }
                advance(to: index, from: &open, &writer)
                for item in items { write(item, as: name, to: &writer) }
            }
            marker = page["Marker"].flatMap { if case .string(let text) = $0 { text } else { nil } }
        } while marker != nil
        advance(to: lists.count - 1, from: &open, &writer)
        writer.endArray()
        writer.endObject()
    }

    private static func advance(to index: Int, from open: inout Int, _ writer: inout JSONWriter) {
        while open < index {
            open += 1
            writer.endArray()
            writer.key(lists[open])
            writer.beginArray()
        }
    }

    private static func write(_ value: Value, as name: String, to writer: inout JSONWriter) {
        switch value {
        case .string(let text) where documents.contains(name): writer.raw(PercentDecoded.text(text))
        case .string(let text): writer.string(text)
        case .integer(let number): writer.raw("\(number)")
        case .boolean(let truth): writer.boolean(truth)
        case .double(let number): writer.raw("\(number)")
        case .timestamp(let time): writer.string(time.description)
        case .blob(let bytes): writer.string(String(decoding: bytes, as: UTF8.self))
        case .list(let items):
            writer.beginArray()
            for item in items { write(item, as: name, to: &writer) }
            writer.endArray()
        case .map(let members), .structure(let members):
            writer.beginObject()
            for member in members.members {
                writer.key(member.name)
                write(member.value, as: member.name, to: &writer)
            }
            writer.endObject()
        }
    }
}
