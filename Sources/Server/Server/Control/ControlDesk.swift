internal import Base
internal import Directory
internal import IAMService
internal import Markup
internal import S3Service

/// Runs the commands that come over the control socket: words in, one JSON object out.
struct ControlDesk: Sendable {
    let accounts: Accounts
    /// The server's address as clients write it.
    let endpoint: String
    /// The keys of session tokens.
    let keys: TokenKeyKeeper
    /// The account that is meant when none is named.
    let firstAccount: AccountID

    func answer(_ words: [String], attachment: [UInt8] = []) -> [UInt8] {
        do {
            return try run(words, attachment)
        } catch let failure as Arguments.Failure {
            return ControlAnswer.failure(failure.message)
        } catch let failure as TokenKeyKeeper.Failure {
            return ControlAnswer.failure(failure.message)
        } catch let error as DirectoryError {
            return ControlAnswer.failure(error.message)
        } catch let error as AccountDetails.Malformed {
            return ControlAnswer.failure(error.message)
        } catch {
            return ControlAnswer.failure("the server could not do that: \(error)")
        }
    }

    private func run(_ words: [String], _ attachment: [UInt8]) throws -> [UInt8] {
        switch (words.first, words.dropFirst().first) {
        case ("account", "create"): try create(words.dropFirst(2))
        case ("account", "list"): try list(words.dropFirst(2))
        case ("account", "delete"): try delete(words.dropFirst(2))
        case ("account", "root-keys"): try rootKeys(words.dropFirst(2))
        case ("account", "quota"): try quota(words.dropFirst(2))
        case ("import", _): try importAccounts(words.dropFirst(), attachment)
        case ("export", _): try exportAccounts(words.dropFirst())
        case ("env", _): try environment(words.dropFirst())
        case ("keys", "list"): try keyList(words.dropFirst(2))
        case ("keys", "rotate"): try rotateKeys(words.dropFirst(2))
        case ("cluster", "put"): try putCluster(words.dropFirst(2))
        case ("cluster", "list"): try listClusters(words.dropFirst(2))
        case ("cluster", "delete"): try deleteCluster(words.dropFirst(2))
        case ("simulate", _): try simulate(words.dropFirst())
        default: ControlAnswer.failure("unknown command")
        }
    }

    private func create(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["name"], flags: ["replace"])
        let id = try account(arguments)
        let name = arguments["name"] ?? ""
        guard name.utf8.count <= 128 else {
            throw Arguments.Failure(message: "--name takes at most 128 bytes")
        }
        return ControlAnswer.rootKeys(
            try accounts.create(id, name: name, replacing: arguments.has("replace"))
        )
    }

    private func list(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: [])
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "account list takes no operands")
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("Accounts")
        writer.beginArray()
        for account in try accounts.all() {
            writer.beginObject()
            writer.member("AccountId", account.id.description)
            writer.member("Name", account.name)
            writer.member("CreateDate", account.createDate.description)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private func delete(_ words: ArraySlice<String>) throws -> [UInt8] {
        let id = try account(try Arguments(words, options: []))
        try accounts.delete(id)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("AccountId", id.description)
        writer.endObject()
        return writer.bytes
    }

    private func rootKeys(_ words: ArraySlice<String>) throws -> [UInt8] {
        let id = try account(try Arguments(words, options: []))
        guard let keys = try accounts.rootKeys(of: id) else {
            return ControlAnswer.failure("the root user of \(id) has no active access key")
        }
        return ControlAnswer.rootKeys(keys)
    }

    private func environment(_ words: ArraySlice<String>) throws -> [UInt8] {
        let arguments = try Arguments(words, options: ["account"])
        guard let id = arguments["account"].map({ AccountID($0) }) ?? firstAccount else {
            throw Arguments.Failure(message: "--account needs twelve digits")
        }
        guard let keys = try accounts.rootKeys(of: id) else {
            return ControlAnswer.failure("the root user of \(id) has no active access key")
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("AWS_ENDPOINT_URL", endpoint)
        writer.member("AWS_ACCESS_KEY_ID", keys.accessKeyID)
        writer.member("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey)
        writer.member("AWS_REGION", "us-east-1")
        writer.member("AWS_DEFAULT_REGION", "us-east-1")
        writer.endObject()
        return writer.bytes
    }

    private func simulate(_ words: ArraySlice<String>) throws -> [UInt8] {
        let command: SimulateCommand
        do throws(SimulateCommand.Misuse) {
            command = try SimulateCommand(words)
        } catch { throw Arguments.Failure(message: error.message) }
        let answer: SimulateCommand.Answer
        do {
            answer = try command.run(
                in: accounts.directory,
                now: accounts.directory.dependencies.clock.now,
                resourcePolicy: bucketPolicy
            )
        } catch let misuse as SimulateCommand.Misuse {
            throw Arguments.Failure(message: misuse.message)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("IsAllowed")
        writer.boolean(answer.isAllowed)
        writer.member("Text", answer.text)
        writer.endObject()
        return writer.bytes
    }

    /// The policy of the bucket that an ARN names or lies in.
    private func bucketPolicy(_ arn: String) -> SimulateCommand.ResourcePolicy? {
        guard let parsed = ARN(arn), parsed.service == "s3",
            let name = parsed.resource.split(separator: "/").first,
            let found = accounts.s3.policy(ofBucket: String(name)), let document = found.document
        else { return nil }
        return SimulateCommand.ResourcePolicy(
            document: String(decoding: document, as: UTF8.self),
            owner: found.owner
        )
    }

    func account(_ arguments: Arguments) throws(Arguments.Failure) -> AccountID {
        guard arguments.operands.count == 1, let id = AccountID(arguments.operands[0]) else {
            throw Arguments.Failure(message: "an account is named by its twelve digits")
        }
        return id
    }
}
