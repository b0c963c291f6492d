import PolicyReference
import ServiceCatalog

/// The few names that one generated scenario is made of, so that matches are frequent.
struct Alphabet {
    struct Key {
        var name: String
        var type: ConditionKeyType
    }

    static let accounts = ["123456789012", "999988887777"]
    static let regions = ["us-east-1", "eu-west-1"]
    static let names = ["a", "ab", "b/c", "a:b", "x*y", "é", String(repeating: "ab", count: 70)]

    /// Whether there are many names, for documents of many statements.
    var isWide: Bool
    var actions: [String]
    var resources: [String]
    var keys: [Key]
    var callers: [Caller]

    /// Chooses from the real catalogue.
    init(_ random: inout Randomness) {
        let services = [random.pick(Self.services), random.pick(Self.services)]
        isWide = random.chance(2)
        let range = isWide ? 20...40 : 2...4
        actions = random.many(range) { random in
            let service = random.pick(services)
            return random.pick(service.actions)
        }
        resources = random.many(range) { random in
            Self.arn(random.pick(services), &random)
        }
        if random.chance(10) { resources.append("*") }
        if random.chance(15) {
            actions.append(random.pick(["sts:AssumeRole", "sts:TagSession"]))
            resources.append("arn:aws:iam::\(random.pick(Self.accounts)):role/app")
        }
        if random.chance(10) {
            actions.append("kms:Decrypt")
            resources.append("arn:aws:kms:us-east-1:\(random.pick(Self.accounts)):key/k")
        }
        keys = Self.variableKeys
        keys += random.many(1...3) { random in
            random.chance(50)
                ? random.pick(Self.globalKeys) : random.pick(random.pick(services).keys)
        }
        callers = Self.allCallers
    }

    /// Keys that variables name.
    static let variableKeys = [
        Key(name: "aws:username", type: .string), Key(name: "aws:PrincipalTag/k", type: .string),
    ]

    static let globalKeys: [Key] = [
        "aws:SourceIp", "aws:CurrentTime", "aws:MultiFactorAuthAge", "aws:SecureTransport",
        "aws:SourceArn", "aws:TagKeys", "aws:PrincipalOrgID", "aws:RequestTag/k",
    ].map { Key(name: $0, type: ServiceCatalog.conditionKeyType($0) ?? .string) }

    struct Service {
        var actions: [String]
        var formats: [String]
        var keys: [Key]
    }

    static let services: [Service] = [
        "s3", "sqs", "dynamodb", "iam", "sts", "ec2", "lambda", "sns", "s3express", "execute-api",
        "secretsmanager", "logs",
    ].compactMap { prefix in
        guard let service = ServiceCatalog.service(prefix) else { return nil }
        return Service(
            actions: service.actions.map(\.qualifiedName),
            formats: service.resourceTypes.map(\.arnFormat),
            keys: service.conditionKeys.map { key in
                Key(name: fill(key.name) { _ in "k" }, type: key.type)
            } + variableKeys
        )
    }

    static let allCallers: [Caller] = {
        let own = accounts[0]
        let names: [(String, String?)] = [
            ("arn:aws:iam::\(own):user/alice", nil), ("arn:aws:iam::\(own):user/p/bob", nil),
            ("arn:aws:iam::\(own):root", nil),
            ("arn:aws:sts::\(own):assumed-role/app/s1", nil),
            ("arn:aws:sts::\(own):assumed-role/app/s1", "arn:aws:iam::\(own):role/p/app"),
            ("arn:aws:sts::\(own):federated-user/fed", nil),
            ("arn:aws:sts::\(own):federated-user/fed", "arn:aws:iam::\(own):user/alice"),
            ("arn:aws:iam::\(accounts[1]):user/eve", nil),
            ("arn:aws:sts::\(accounts[1]):assumed-role/x/s", nil),
            ("lambda.amazonaws.com", nil), ("anonymous", nil),
            ("arn:aws:iam::\(own):saml-provider/corp", nil), ("accounts.google.com", nil),
        ]
        return names.compactMap { Caller($0.0, issuer: $0.1) }
            + [Caller("arn:aws:sts::\(own):assumed-role/app/s1", isServiceLinked: true)]
            .compactMap { $0 }
    }()

    static func arn(_ service: Service, _ random: inout Randomness) -> String {
        guard !service.formats.isEmpty, !random.chance(5) else { return "*" }
        return fill(random.pick(service.formats)) { placeholder in
            switch placeholder {
            case "Partition": "aws"
            case "Region": random.pick(regions)
            case "Account": random.pick(accounts)
            default: random.pick(names)
            }
        }
    }

    /// Replaces each `${…}` and `<…>`.
    static func fill(_ format: String, _ value: (String) -> String) -> String {
        var out = ""
        var rest = format[...]
        while let start = rest.firstIndex(where: { $0 == "$" || $0 == "<" }),
            let end = rest[start...].firstIndex(where: { $0 == "}" || $0 == ">" })
        {
            let name = rest[start...].drop { $0 == "$" || $0 == "{" || $0 == "<" }
            out += rest[..<start] + value(String(name.prefix { $0 != "}" && $0 != ">" }))
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }
}
