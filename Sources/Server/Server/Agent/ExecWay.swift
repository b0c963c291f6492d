/// The ways in which `rolecall exec` runs a command: each has options that no other has.
enum ExecWay: String, CaseIterable {
    case service, instance
    case instanceProfile = "instance-profile"
    case task = "ecs-task"
    case function = "lambda"
    case pod, assume

    /// Options that go with every way.
    private static let common: Set<String> = ["endpoint", "region"]

    /// All options that there are, but for `ecs-task`, which has no value.
    static var options: Set<String> {
        allCases.reduce(into: common) { options, way in
            options.formUnion(way.more)
            if way != .task { options.insert(way.rawValue) }
        }
    }

    private var more: Set<String> {
        switch self {
        case .service, .task: ["role", "session-name", "source-arn", "duration"]
        case .instance: ["duration"]
        case .instanceProfile: ["http-tokens", "duration"]
        case .function:
            [
                "handler", "role", "session-name", "source-arn", "duration", "invoke", "timeout",
            ]
        case .pod: ["cluster", "token-file"]
        case .assume: ["session-name", "external-id", "duration"]
        }
    }

    /// Refuses a command line that names not just one way, or an option that this one has no use for.
    static func check(_ arguments: Arguments) throws(Arguments.Failure) {
        let named = allCases.filter { way in
            arguments[way.rawValue] != nil || arguments.has(way.rawValue)
        }
        guard let way = named.first, named.count == 1 else {
            let all = allCases.map { "--\($0.rawValue)" }
            let text = all.dropLast().joined(separator: ", ") + " and \(all[all.count - 1])"
            throw Arguments.Failure(message: "needs one of \(text)")
        }
        let allowed = way.more.union(common).union([way.rawValue])
        for option in options.subtracting(allowed).sorted() where arguments[option] != nil {
            throw Arguments.Failure(message: "--\(option) does not go with --\(way.rawValue)")
        }
    }
}
