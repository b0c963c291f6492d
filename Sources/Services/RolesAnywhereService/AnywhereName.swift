internal import Base
internal import Directory
internal import ServiceKit

/// What a request calls a resource: its identifier or its ARN.
struct AnywhereName {
    /// The ARN, as permissions have it.
    let arn: String
    /// The account in the ARN; nil for the caller's.
    let account: AccountID?
    /// The identifier; nil when it can be none of the caller's account and region.
    let id: String?

    init<View: DirectoryView>(_ text: String, kind: AnywhereKind, _ call: Call<View>) {
        let region = call.environment.region
        guard text.hasPrefix("arn:") else {
            arn = kind.arn(call.account, region, text)
            account = nil
            id = Self.isID(text) ? text : nil
            return
        }
        arn = text
        account = ARN(text)?.accountID
        // Another spelling of the ARN would pass by what policies say of it.
        let last = String(text.split(separator: "/").last ?? "")
        id = Self.isID(last) && text == kind.arn(call.account, region, last) ? last : nil
    }

    /// Five groups of small hexadecimal digits, as all identifiers here have.
    static func isID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.joined().utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            }
    }
}
