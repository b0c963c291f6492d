package import Base
private import Cryptography
package import HTTPMessage

/// The address where a function is invoked, as Lambda's Invoke does.
///
/// - Source: botocore, `lambda` model, Invoke.
package final class FunctionInvocations: Application {
    private let runtime: FunctionRuntime
    private let name: String
    private let functionARN: String
    private let random: RandomSource

    /// Takes the function's name.
    package init(
        _ runtime: FunctionRuntime,
        name: String,
        functionARN: String,
        random: RandomSource
    ) {
        self.runtime = runtime
        self.name = name
        self.functionARN = functionARN
        self.random = random
    }

    /// Takes `POST /2015-03-31/functions/NAME/invocations`.
    package func receive(_ head: RequestHead) -> Reception {
        guard !WorkloadGuard.refuses(head, names: ["localhost"]) else {
            return .answer(Response(status: 403))
        }
        let path = head.text(head.path).split(separator: "/").map(String.init)
        guard path.count == 4, path[0] == "2015-03-31", path[1] == "functions",
            path[3] == "invocations"
        else { return .answer(Response(status: 404)) }
        guard head.matches(head.method, "POST") else { return .answer(Response(status: 405)) }
        guard isOurs(path[2]) else {
            return .answer(
                FunctionAnswer.refusal(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: \(path[2])"
                )
            )
        }
        let type = head.value("x-amz-invocation-type") ?? "RequestResponse"
        let context = head.value("x-amz-client-context")
        return .collect(limit: Limits.functionPayload) { [self] body, responder in
            invoke(type, body, context, responder)
        }
    }

    /// The name, or the ARN with its colons escaped or not, with a qualifier or without.
    private func isOurs(_ text: String) -> Bool {
        let plain = text.split(separator: "%3A", omittingEmptySubsequences: false)
            .joined(separator: ":")
        let names = [name, functionARN]
        return names.contains { plain == $0 || plain == "\($0):$LATEST" }
    }

    private func invoke(
        _ type: String,
        _ body: [UInt8],
        _ context: String?,
        _ responder: any Responder
    ) {
        let id = newID()
        let fields: [(name: String, value: String)] = [
            ("x-amzn-RequestId", id), ("X-Amz-Executed-Version", "$LATEST"),
        ]
        switch type {
        case "DryRun": return responder.respond(Response(status: 204, fields: fields))
        case "RequestResponse", "Event": break
        default:
            return responder.respond(
                FunctionAnswer.refusal(
                    400,
                    "InvalidParameterValueException",
                    "Unknown invocation type"
                )
            )
        }
        let isEvent = type == "Event"
        let invocation = FunctionInvocation(
            id: id,
            event: body.isEmpty ? Array("{}".utf8) : body,
            clientContext: context,
            isEvent: isEvent,
            answer: { outcome in
                guard !isEvent else { return }
                responder.respond(Self.response(outcome, fields))
            }
        )
        guard runtime.invoke(invocation) else {
            return responder.respond(Self.response(.refused, fields))
        }
        if isEvent { responder.respond(Response(status: 202, fields: fields)) }
    }

    private static func response(
        _ outcome: FunctionInvocation.Outcome,
        _ fields: [(name: String, value: String)]
    ) -> Response {
        switch outcome {
        case .result(let body): return FunctionAnswer.json(200, body, fields)
        case .failure(let body):
            let error = (name: "X-Amz-Function-Error", value: "Unhandled")
            return FunctionAnswer.json(200, body, fields + [error])
        case .refused:
            return FunctionAnswer.refusal(429, "TooManyRequestsException", "Rate Exceeded.")
        }
    }

    private func newID() -> String {
        let hex = Hex.text(random.bytes(16))
        var out = ""
        for (index, digit) in hex.enumerated() {
            if [8, 12, 16, 20].contains(index) { out.append("-") }
            out.append(digit)
        }
        return out
    }
}
