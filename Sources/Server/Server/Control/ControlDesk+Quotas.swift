internal import Base
internal import Directory
internal import Markup

extension ControlDesk {
    /// The highest value that a quota takes, so that sums of them cannot overflow.
    private static let quotaLimit = 1_000_000_000

    /// Tells an account's quotas, after it has changed one if a name and a value are given.
    func quota(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: [])
        let operands = arguments.operands
        let id = try account(try Arguments(operands.prefix(1), options: []))
        switch operands.count {
        case 1: break
        case 3:
            guard let quota = Quota(rawValue: operands[1]) else {
                let names = Quota.allCases.map(\.rawValue).joined(separator: ", ")
                throw Arguments.Failure(message: "there is no quota \(operands[1]), but \(names)")
            }
            guard let value = Int(operands[2]), (0...Self.quotaLimit).contains(value) else {
                throw Arguments.Failure(message: "a quota is a number from 0 to a billion")
            }
            try accounts.waiting { completion in
                accounts.directory.write(
                    id,
                    { transaction in
                        var quotas = transaction.quotas
                        quotas[quota] = value
                        try transaction.updateAccount(quotas: quotas)
                    },
                    completion: completion
                )
            }
        default:
            throw Arguments.Failure(message: "account quota takes ID, or ID NAME VALUE")
        }
        let quotas = try accounts.directory.read(id) { reader in
            guard let record = try reader.accountRecord() else {
                throw DirectoryError.noSuch(.account, id.description)
            }
            return record.quotas
        }
        var writer = JSONWriter()
        writer.beginObject()
        for quota in Quota.allCases {
            writer.key(quota.rawValue)
            writer.integer(quotas[quota])
        }
        writer.endObject()
        return writer.bytes
    }
}
