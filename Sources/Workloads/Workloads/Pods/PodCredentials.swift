private import Base
package import HTTPMessage
private import Markup

/// The endpoint that the pods of an EKS cluster get their role's keys from.
///
/// - Source: EKS User Guide, "Understand how EKS Pod Identity works"; eks-pod-identity-agent,
///   `pkg/handlers` and `pkg/errors`, for the answers.
package final class PodCredentials: Application {
    /// The path of the keys.
    package static let path = "/v1/credentials"

    private static let names: Set<String> = ["localhost"]

    private let keys: PodKeys

    /// Takes what keeps the pods' keys.
    package init(_ keys: PodKeys) { self.keys = keys }

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
        let text: String

        /// Errors are lines of text here, and not JSON as in other endpoints.
        var response: Response {
            Response(
                status: status,
                fields: [
                    ("Content-Type", "text/plain; charset=utf-8"),
                    ("X-Content-Type-Options", "nosniff"),
                ],
                body: .bytes(Array("\(text)\n".utf8))
            )
        }
    }

    private func answer(_ head: RequestHead) throws(Refusal) -> Reception {
        guard !WorkloadGuard.refuses(head, names: Self.names) else {
            throw Refusal(
                status: 403,
                text: "Access Denied. The request does not come straight from a pod"
            )
        }
        guard head.text(head.path) == Self.path else {
            throw Refusal(status: 404, text: "404 page not found")
        }
        guard head.matches(head.method, "GET") || head.matches(head.method, "HEAD") else {
            throw Refusal(status: 405, text: "Only GET is served")
        }
        guard let keeper = keys.keeper(for: try token(head), from: head.peer) else {
            throw Refusal(status: 429, text: "Too many tokens of this address wait already")
        }
        if let outcome = keeper.ready() { return .answer(Self.response(outcome)) }
        return .collect(limit: Limits.droppedBody) { _, responder in
            keeper.ask { outcome in responder.respond(Self.response(outcome)) }
        }
    }

    private func token(_ head: RequestHead) throws(Refusal) -> PodToken {
        guard let text = head.value("authorization"), !text.isEmpty else {
            throw Refusal(status: 400, text: "Service account token cannot be empty")
        }
        do throws(PodToken.Problem) {
            let token = try PodToken(text)
            try token.check(at: keys.now)
            return token
        } catch {
            throw Refusal(status: 400, text: "Service account token \(Self.text(error))")
        }
    }

    private static func text(_ problem: PodToken.Problem) -> String {
        switch problem {
        case .malformed: "cannot be parsed: token is malformed"
        case .expired:
            "failed basic claim validations: token has invalid claims: token is expired"
        case .early:
            "failed basic claim validations: token has invalid claims: token is not valid yet"
        }
    }

    private static func response(_ outcome: Keeper<SessionKeys>.Outcome) -> Response {
        switch outcome {
        case .success(let keys):
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("AccessKeyId", keys.accessKeyID)
            writer.member("SecretAccessKey", keys.secretText)
            writer.member("Token", keys.sessionToken)
            writer.member("AccountId", keys.account)
            writer.member("Expiration", keys.expiration.description)
            writer.endObject()
            return Response(
                status: 200,
                fields: [("Content-Type", "application/json")],
                body: .bytes(writer.bytes)
            )
        case .failure(.refused(let status, let code, let message)):
            let fault = status < 500 ? "client" : "server"
            return Refusal(status: status, text: "(\(code)): \(message), fault: \(fault)").response
        case .failure:
            return Refusal(status: 500, text: "no keys can be had at present").response
        }
    }
}
