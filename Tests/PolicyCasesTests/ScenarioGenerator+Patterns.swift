import PolicyLanguage

extension ScenarioGenerator {
    mutating func actionPattern() -> String {
        if random.chance(alphabet.isWide ? 3 : 25) { return "*" }
        let action = random.pick(alphabet.actions)
        if random.chance(20) { return action }
        let colon = action.firstIndex(of: ":") ?? action.startIndex
        let name = String(action[action.index(after: colon)...])
        return cased(action[...colon] + blurred(name, "*?"))
    }

    mutating func resourcePattern() -> String {
        if random.chance(alphabet.isWide ? 5 : 30) { return "*" }
        let resource = random.pick(alphabet.resources)
        if random.chance(25) { return resource }
        var parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 6 else { return blurred(resource, "*?") }
        for index in 1..<5 where random.chance(8) { parts[index] = blurred(parts[index], "*?") }
        if random.chance(60) { parts[5] = blurred(parts[5], "*?") }
        if random.chance(20) { parts[5] = withVariable(parts[5]) }
        if random.chance(3) { parts = Array(parts[..<(1 + random.below(5))]) }
        return parts.joined(separator: ":")
    }

    /// Puts wildcards in the place of some of the text.
    mutating func blurred(_ text: String, _ wildcards: String) -> String {
        var characters = Array(text)
        for _ in 0..<(1 + random.below(2)) {
            let start = random.below(characters.count + 1)
            let end = min(characters.count, start + random.below(4))
            let wildcard = random.pick(Array(wildcards))
            characters.replaceSubrange(start..<end, with: [wildcard])
        }
        if random.chance(20) { characters.append("*") }
        return String(characters)
    }

    /// Puts a variable in the place of some of the text.
    mutating func withVariable(_ text: String) -> String {
        let characters = Array(text)
        let start = random.below(characters.count + 1)
        let end = min(characters.count, start + random.below(3))
        return String(characters[..<start]) + random.pick(Self.variables)
            + String(characters[end...])
    }

    static let variables = [
        "${aws:username}", "${AWS:USERNAME}", "${aws:PrincipalTag/k}", "${aws:absent}",
        "${aws:absent, 'a'}", "${aws:username, 'a'}", "${aws:PrincipalTag/k, 'b/c'}", "${*}",
        "${?}",
        "${$}", "$", "${", "${}", "${aws:absent, a}", "${aws:absent, 'a}", "${aws:absent,'a' }",
        "${aws:username", "{aws:username}", "$${aws:username}",
    ]

    mutating func principal() -> PrincipalElement {
        let isNegated = random.chance(8)
        if random.chance(20), !isNegated { return PrincipalElement(.everyone) }
        var groups: [PrincipalElement.Group] = []
        if random.chance(85) {
            let names = random.many(1...3) { random in random.pick(Self.principals) }
            groups.append(.init(.aws, TextList(names)))
        }
        if groups.isEmpty || random.chance(15) {
            groups.append(.init(.service, TextList(random.pick(Self.serviceNames))))
        }
        if random.chance(10) {
            groups.append(.init(.federated, TextList(random.pick(Self.providers))))
        }
        return PrincipalElement(.groups(groups), isNegated: isNegated)
    }

    static let principals: [String] = {
        let (own, other) = (Alphabet.accounts[0], Alphabet.accounts[1])
        return [
            "*", own, other, "arn:aws-cn:iam::\(own):root", "arn:aws:iam::\(own):root",
            "arn:aws:iam::\(other):root",
            "arn:aws:iam::\(own):user/alice",
            "arn:aws:iam::\(own):user/p/bob", "arn:aws:iam::\(own):user/bob",
            "arn:aws:iam::\(own):user/*", "arn:aws:iam::\(own):role/app",
            "arn:aws:iam::\(own):role/p/app", "arn:aws:iam::\(own):role/other",
            "arn:aws:sts::\(own):assumed-role/app/s1", "arn:aws:sts::\(own):assumed-role/app/s2",
            "arn:aws:sts::\(own):assumed-role/app/*", "arn:aws:sts::\(own):federated-user/fed",
            "arn:aws:iam::\(other):user/eve", "arn:aws:iam::\(other):role/x",
            "arn:aws:sts::\(other):assumed-role/x/s",
        ]
    }()

    static let serviceNames = ["lambda.amazonaws.com", "ec2.amazonaws.com"]

    static let providers = [
        "accounts.google.com", "graph.facebook.com",
        "arn:aws:iam::\(Alphabet.accounts[0]):saml-provider/corp",
    ]
}
