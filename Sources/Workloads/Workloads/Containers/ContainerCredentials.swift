internal import Base
private import Cryptography
package import HTTPMessage
internal import Markup

/// The endpoint that containers get their task's keys from.
///
/// - Source: Amazon ECS Developer Guide, "Amazon ECS task IAM role"; AWS SDKs and Tools Reference
///   Guide, "Container credential provider"; amazon-ecs-agent, `tmds/handlers/v1`, for the codes.
package final class ContainerCredentials: Application {
    /// Reads a file with a token, in any surroundings; nil when there is none.
    package typealias Reader = @Sendable (_ path: String) -> [UInt8]?

    private static let names: Set<String> = ["localhost"]

    private let tasks: [ContainerTask]
    private let read: Reader

    /// Takes the tasks, and what reads files with tokens.
    package init(_ tasks: [ContainerTask], read: @escaping Reader) {
        self.tasks = tasks
        self.read = read
    }

    /// Answers from memory, or after the server has been asked.
    package func receive(_ head: RequestHead) -> Reception {
        do throws(Refusal) {
            return try answer(head)
        } catch {
            return .answer(error.response)
        }
    }

    private struct Refusal: Error {
        let status: Int
        let code: String
        let message: String

        var response: Response {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("code", code)
            writer.member("message", message)
            writer.key("HTTPErrorCode")
            writer.integer(status)
            writer.endObject()
            return ContainerCredentials.json(writer.bytes, status: status)
        }

        static let forbidden = Refusal(
            status: 403,
            code: "AccessDenied",
            message: "The request does not come straight from a container of the task"
        )
        static let unauthorized = Refusal(
            status: 401,
            code: "AccessDenied",
            message: "The Authorization field does not hold the task's token"
        )
        static let unknown = Refusal(
            status: 400,
            code: "InvalidIdInRequest",
            message: "CredentialsV2Request: Credentials not found"
        )
    }

    private func answer(_ head: RequestHead) throws(Refusal) -> Reception {
        guard !WorkloadGuard.refuses(head, names: Self.names) else { throw .forbidden }
        guard head.matches(head.method, "GET") || head.matches(head.method, "HEAD") else {
            throw Refusal(status: 405, code: "MethodNotAllowed", message: "Only GET is served")
        }
        if let document = metadata(head) { return .answer(Self.json(document)) }
        guard let task = task(head) else { throw .unknown }
        guard isFrom(task, head) else { throw .forbidden }
        guard isAuthorized(head, task) else { throw .unauthorized }
        if let outcome = task.keys.ready() {
            return .answer(Self.response(outcome, task))
        }
        return .collect(limit: Limits.droppedBody) { _, responder in
            task.keys.ask { outcome in responder.respond(Self.response(outcome, task)) }
        }
    }

    private func metadata(_ head: RequestHead) -> [UInt8]? {
        let path = head.text(head.path)
        for task in tasks where isFrom(task, head) {
            if let document = task.metadata?.document(at: path) { return document }
        }
        return nil
    }

    private func isFrom(_ task: ContainerTask, _ head: RequestHead) -> Bool {
        task.addresses.isEmpty || task.addresses.contains(head.peer)
    }

    /// The path is a secret: each is compared, in the same time.
    private func task(_ head: RequestHead) -> ContainerTask? {
        let path = Array(head.bytes[head.path])
        var found: ContainerTask?
        for task in tasks where Self.isSame(path, Array(task.path.utf8)) { found = task }
        return found
    }

    private func isAuthorized(_ head: RequestHead, _ task: ContainerTask) -> Bool {
        let wanted: [UInt8]
        switch task.authorization {
        case .none: return true
        case .value(let text): wanted = Array(text.utf8)
        case .file(let path):
            guard let bytes = read(path), bytes.count <= Limits.tokenFileBytes else {
                return false
            }
            wanted = Self.trimmed(bytes)
        }
        guard !wanted.isEmpty, let field = head.field("authorization") else { return false }
        return Self.isSame(Array(head.bytes[field]), wanted)
    }

    private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        ConstantTime.isEqual(left.span, right.span)
    }

    /// A file with a token may end in a line feed, which no header field holds.
    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        while let last = bytes.last, last == 0x0A || last == 0x0D || last == 0x20 {
            bytes.removeLast()
        }
        return bytes
    }

    private static func response(
        _ outcome: Keeper<SessionKeys>.Outcome,
        _ task: ContainerTask
    ) -> Response {
        switch outcome {
        case .success(let keys):
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("RoleArn", task.roleARN)
            writer.member("AccessKeyId", keys.accessKeyID)
            writer.member("SecretAccessKey", keys.secretText)
            writer.member("Token", keys.sessionToken)
            writer.member("Expiration", keys.expiration.description)
            writer.member("AccountId", keys.account)
            writer.endObject()
            return json(writer.bytes)
        case .failure(let failure):
            return refusal(failure).response
        }
    }

    private static func refusal(_ failure: CallFailure) -> Refusal {
        guard case .refused(let status, let code, let message) = failure, status < 500 else {
            return Refusal(
                status: 503,
                code: "CredentialsUninitialized",
                message: "CredentialsV2Request: no keys can be had at present"
            )
        }
        return Refusal(status: status, code: code, message: message)
    }

    fileprivate static func json(_ body: [UInt8], status: Int = 200) -> Response {
        Response(
            status: status,
            fields: [("Content-Type", "application/json")],
            body: .bytes(body)
        )
    }
}
