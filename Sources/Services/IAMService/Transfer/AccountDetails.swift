public import Base
internal import Markup

/// One account's details as they were read from the AWS CLI's answers, in any number of parts.
public struct AccountDetails: Sendable {
    /// Why a text holds no details.
    public struct Malformed: Error {
        /// What a person should read.
        public let message: String
    }

    /// The account that the ARNs name.
    public let account: AccountID
    var users: [JSONValue] = []
    var groups: [JSONValue] = []
    var roles: [JSONValue] = []
    var policies: [JSONValue] = []

    /// How many entities there are.
    public var count: Int { users.count + groups.count + roles.count + policies.count }

    /// Reads details of one or several accounts: an object, an array of objects, or several one
    /// after another, as a client that pages by itself leaves them.
    ///
    /// Managed policies of AWS among them are passed over, since every account has them.
    public static func read(_ bytes: [UInt8]) throws -> [AccountDetails] {
        let limits = JSONLimits(bytes: bytes.count, values: .max)
        var found: [AccountID: AccountDetails] = [:]
        for range in parts(of: bytes) {
            let document: JSONDocument
            do throws(JSONError) {
                document = try JSONDocument(parsing: Array(bytes[range]), limits: limits)
            } catch { throw Malformed(message: "the file is no JSON: \(error)") }
            let roots =
                document.root.kind == .array ? Array(document.root.elements) : [document.root]
            for root in roots { try add(root, to: &found) }
        }
        return found.values.sorted { $0.account.number < $1.account.number }
    }

    private static func add(
        _ root: JSONValue,
        to found: inout [AccountID: AccountDetails]
    ) throws(Malformed) {
        guard root.kind == .object else {
            throw Malformed(message: "account details are an object, or an array of objects")
        }
        try add(root["UserDetailList"], \.users, to: &found)
        try add(root["GroupDetailList"], \.groups, to: &found)
        try add(root["RoleDetailList"], \.roles, to: &found)
        try add(root["Policies"], \.policies, to: &found)
    }

    private static func add(
        _ list: JSONValue?,
        _ part: WritableKeyPath<AccountDetails, [JSONValue]>,
        to found: inout [AccountID: AccountDetails]
    ) throws(Malformed) {
        guard let list else { return }
        for item in list.elements {
            let text = item["Arn"]?.string ?? ""
            if text.hasPrefix("arn:aws:iam::aws:") { continue }
            guard let account = ARN(text)?.accountID else {
                throw Malformed(message: "an entity has no ARN of an account: '\(text)'")
            }
            found[account, default: AccountDetails(account: account)][keyPath: part].append(item)
        }
    }

    private init(account: AccountID) {
        self.account = account
    }

    /// Where each of several texts lies that follow each other.
    private static func parts(of bytes: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start: Int?
        var depth = 0
        var isString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if start == nil, byte > 0x20 { start = index }
            if isString {
                if byte == 0x5C { index += 1 } else if byte == 0x22 { isString = false }
            } else {
                switch byte {
                case 0x22: isString = true
                case 0x5B, 0x7B: depth += 1
                case 0x5D, 0x7D:
                    depth -= 1
                    if depth == 0, let first = start {
                        parts.append(first..<index + 1)
                        start = nil
                    }
                default: break
                }
            }
            index += 1
        }
        if let start { parts.append(start..<bytes.count) }
        return parts
    }
}
