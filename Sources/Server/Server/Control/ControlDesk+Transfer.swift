internal import Base
internal import Directory
internal import IAMService
internal import Markup

extension ControlDesk {
    /// Rebuilds accounts; those that are not there are made, with a key for the root user.
    func importAccounts(_ words: ArraySlice<String>, _ file: [UInt8]) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["bytes"], flags: ["replace"])
        guard arguments["bytes"] == "\(file.count)" else {
            throw Arguments.Failure(message: "the file did not come whole")
        }
        let details = try AccountDetails.read(file)
        let known = Set(try accounts.all().map(\.id))
        var missing: [AccountID: [String]] = [:]
        for account in details {
            if arguments.has("replace") || !known.contains(account.account) {
                _ = try accounts.create(account.account, name: "", replacing: true)
            }
            missing[account.account] = try accounts.waiting { completion in
                accounts.directory.write(
                    account.account,
                    { try account.restore(in: $0) },
                    completion: completion
                )
            }
        }
        for account in details {
            try accounts.waiting { completion in
                accounts.directory.write(
                    account.account,
                    { try account.bindTrustPolicies(in: $0) },
                    completion: completion
                )
            }
        }
        return answer(details, missing)
    }

    private func answer(_ details: [AccountDetails], _ missing: [AccountID: [String]]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("Accounts")
        writer.beginArray()
        for account in details {
            writer.beginObject()
            writer.member("AccountId", account.account.description)
            writer.key("Entities")
            writer.integer(account.count)
            writer.key("UnknownPolicies")
            writer.beginArray()
            for arn in missing[account.account] ?? [] { writer.string(arn) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// One account as an object, or all of them in an array.
    func exportAccounts(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["account"])
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "export takes no operands")
        }
        var writer = JSONWriter()
        guard let text = arguments["account"] else {
            writer.beginArray()
            for account in try accounts.all() { try export(account.id, to: &writer) }
            writer.endArray()
            return writer.bytes
        }
        guard let id = AccountID(text) else {
            throw Arguments.Failure(message: "--account needs twelve digits")
        }
        try export(id, to: &writer)
        return writer.bytes
    }

    private func export(_ id: AccountID, to writer: inout JSONWriter) throws {
        try accounts.directory.read(id) { reader in
            guard try reader.accountRecord() != nil else {
                throw DirectoryError.noSuch(.account, id.description)
            }
            try AccountExport.write(reader, to: &writer)
        }
    }
}
