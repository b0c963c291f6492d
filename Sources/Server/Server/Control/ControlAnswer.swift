internal import Base
internal import Directory
internal import Markup

/// An answer to a command: one JSON object.
enum ControlAnswer {
    static func failure(_ message: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("Error", message)
        writer.endObject()
        return writer.bytes
    }

    static func rootKeys(_ keys: Accounts.RootKeys) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("AccountId", keys.account.id.description)
        if !keys.account.name.isEmpty { writer.member("Name", keys.account.name) }
        writer.member("AccessKeyId", keys.accessKeyID)
        writer.member("SecretAccessKey", keys.secretAccessKey)
        writer.endObject()
        return writer.bytes
    }
}
