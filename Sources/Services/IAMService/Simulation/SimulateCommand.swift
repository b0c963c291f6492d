public import Base
public import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceModel

/// `rolecall simulate`: whether somebody in the directory may do something, and why.
///
/// Unlike the API's operations it counts everything that a real request would meet: the trust
/// policies of roles, other resources' policies as the server finds them, and who owns what.
public struct SimulateCommand: Sendable {
    /// Why the words of a command line are no question.
    public struct Misuse: Error, Sendable {
        /// What a person should read.
        public let message: String
    }

    /// A resource's policy, and the account that owns the resource.
    public struct ResourcePolicy: Sendable {
        /// The policy as it was saved.
        public let document: String
        /// The owner.
        public let owner: AccountID

        /// Joins the parts.
        public init(document: String, owner: AccountID) {
            self.document = document
            self.owner = owner
        }
    }

    /// What came of a question.
    public struct Answer: Sendable {
        /// The answer with its explanation, for people; lines end with a line feed.
        public let text: String
        /// Whether every action is allowed on every resource.
        public let isAllowed: Bool
    }

    private var principal = ""
    private var actions: [String] = []
    private var resources: [String] = []
    private var context: [Structure] = []

    /// Reads `--principal ARN --action NAME --resource ARN --context KEY=VALUE`.
    ///
    /// All but the principal may be repeated; a key that is repeated is many-valued. The resource
    /// is `*` when none is named.
    public init(_ words: some Sequence<String>) throws(Misuse) {
        var values: [String: [String]] = [:]
        var iterator = words.makeIterator()
        while let word = iterator.next() {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, Self.options.contains(name) else {
                throw Misuse(message: "simulate does not know '\(word)'")
            }
            guard let value = parts.count == 2 ? parts[1] : iterator.next() else {
                throw Misuse(message: "\(name) needs a value")
            }
            values[name, default: []].append(value)
        }
        guard let principals = values["--principal"], principals.count == 1 else {
            throw Misuse(message: "simulate needs one --principal")
        }
        principal = principals[0]
        actions = values["--action"] ?? []
        resources = values["--resource"] ?? ["*"]
        guard !actions.isEmpty else { throw Misuse(message: "simulate needs an --action") }
        try readContext(values["--context"] ?? [])
    }

    private static let options: Set<String> = [
        "--principal", "--action", "--resource", "--context",
    ]

    private mutating func readContext(_ entries: [String]) throws(Misuse) {
        var values: [String: [String]] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Misuse(message: "--context takes KEY=VALUE, not '\(entry)'")
            }
            values[String(parts[0]), default: []].append(String(parts[1]))
        }
        context = values.sorted { $0.key < $1.key }.map { key, values in
            ["ContextKeyName": .string(key), "ContextKeyValues": .strings(values)]
        }
    }

    /// Asks the directory.
    ///
    /// - Parameters:
    ///   - directory: where the principal and roles are.
    ///   - now: the time of the simulated request.
    ///   - resourcePolicy: finds the policy of a resource that is no role, such as a bucket's.
    /// - Returns: the answer.
    /// - Throws: `Misuse`, or what the directory throws.
    public func run(
        in directory: Directory,
        now: Timestamp,
        resourcePolicy: (String) throws -> ResourcePolicy? = { _ in nil }
    ) throws -> Answer {
        let subject = try SimulatedSubject(principal, in: directory)
        var context = subject.context
        context.set(.currentTime, now)
        context.set(.epochTime, "\(now.seconds)")
        try context.add(entries: self.context)
        var lines: [String] = []
        var isAllowed = true
        for resource in resources {
            let found = try trustPolicy(of: resource, directory) ?? resourcePolicy(resource)
            let simulation = try subject.simulation(
                context,
                policy: found,
                of: resource,
                directory
            )
            for action in actions {
                for result in simulation.results(of: action, on: [resource]) {
                    lines += result.lines
                    isAllowed = isAllowed && result.decision == .allow
                }
            }
        }
        return Answer(text: lines.map { $0 + "\n" }.joined(), isAllowed: isAllowed)
    }

    private func trustPolicy(
        of resource: String,
        _ directory: Directory
    ) throws -> ResourcePolicy? {
        guard let role = try directory.roleState(arn: resource)?.role else { return nil }
        let document = try directory.read(role.account) { try $0.trustPolicy(of: role) }
        return ResourcePolicy(document: document, owner: role.account)
    }
}

extension SimulatedResult {
    /// The explanation, with the places of the statements and the keys that lacked.
    fileprivate var lines: [String] {
        var lines = [explanation.text]
        for match in matches {
            let start = match.place.start
            let end = match.place.end
            lines.append(
                "    in \(match.source.name), \(start.line):\(start.column) to "
                    + "\(end.line):\(end.column)"
            )
        }
        if !missingKeys.isEmpty {
            lines.append(
                "  asked for but not in the request: " + missingKeys.joined(separator: ", ")
            )
        }
        return lines
    }
}
