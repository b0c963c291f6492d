private import Base
package import HTTPMessage

/// The interface that the process of a function asks for its invocations.
///
/// - Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
package final class RuntimeInterface: Application {
    private let runtime: FunctionRuntime
    private let functionARN: String

    /// Takes the invocations, and the function that they are of.
    package init(_ runtime: FunctionRuntime, functionARN: String) {
        self.runtime = runtime
        self.functionARN = functionARN
    }

    /// Hands invocations out, and takes answers.
    package func receive(_ head: RequestHead) -> Reception {
        guard !WorkloadGuard.refuses(head, names: ["localhost"]) else {
            return .answer(Response(status: 403))
        }
        let path = head.text(head.path).split(separator: "/").map(String.init)
        guard path.count >= 3, path[0] == "2018-06-01", path[1] == "runtime" else {
            return .answer(Response(status: 404))
        }
        let isPost = head.matches(head.method, "POST")
        switch (path[2], path.count) {
        case ("invocation", 4) where path[3] == "next" && head.matches(head.method, "GET"):
            return .collect(limit: Limits.droppedBody) { [runtime, functionARN] _, responder in
                runtime.next { delivery in
                    responder.respond(
                        delivery.map { Self.response($0, functionARN) } ?? Self.noMore
                    )
                }
            }
        case ("invocation", 5) where isPost && (path[4] == "response" || path[4] == "error"):
            return finish(path[3], isError: path[4] == "error")
        case ("init", 4) where isPost && path[3] == "error":
            return .collect(limit: Limits.functionPayload) { [runtime] body, responder in
                runtime.end(body)
                responder.respond(Self.accepted)
            }
        default:
            return .answer(Response(status: 404))
        }
    }

    private func finish(_ id: String, isError: Bool) -> Reception {
        .collect(limit: Limits.functionPayload) { [runtime] body, responder in
            guard runtime.finish(id, isError ? .failure(body) : .result(body)) else {
                let error = FunctionAnswer.error("InvalidRequestID", "Invalid request ID")
                responder.respond(FunctionAnswer.json(400, error))
                return
            }
            responder.respond(Self.accepted)
        }
    }

    private static var accepted: Response {
        FunctionAnswer.json(202, Array(#"{"status":"OK"}"#.utf8))
    }

    /// - Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes": 500 is
    ///   for a process that should end.
    private static var noMore: Response {
        FunctionAnswer.json(
            500,
            FunctionAnswer.error("ContainerError", "Another process is in this one's place")
        )
    }

    private static func response(
        _ delivery: FunctionDelivery,
        _ functionARN: String
    ) -> Response {
        let invocation = delivery.invocation
        var fields: [(name: String, value: String)] = [
            ("Lambda-Runtime-Aws-Request-Id", invocation.id),
            ("Lambda-Runtime-Deadline-Ms", "\(delivery.deadline.milliseconds)"),
            ("Lambda-Runtime-Invoked-Function-Arn", functionARN),
        ]
        if let context = invocation.clientContext {
            fields.append((name: "Lambda-Runtime-Client-Context", value: context))
        }
        return FunctionAnswer.json(200, invocation.event, fields)
    }
}
