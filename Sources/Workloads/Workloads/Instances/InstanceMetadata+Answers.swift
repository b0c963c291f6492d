internal import Base
internal import HTTPMessage

extension InstanceMetadata {
    /// What an instance gets for a request.
    func answer(
        _ head: RequestHead,
        _ instance: Instance,
        _ outcome: Keeper<MetadataTree>.Outcome
    ) -> Answer {
        switch outcome {
        case .failure(let failure):
            return .now(MetadataPage.error(failure.isFinal ? 404 : 503))
        case .success(let tree):
            guard tree.description.isRunning else { return .now(MetadataPage.error(404)) }
            guard tree.description.options.isEnabled else { return .now(MetadataPage.error(403)) }
            if head.matches(head.method, "PUT") {
                return .now(token(head, instance, tree.description.options))
            }
            guard head.matches(head.method, "GET") || head.matches(head.method, "HEAD") else {
                return .now(MetadataPage.error(405))
            }
            guard isEntitled(head, instance, tree.description.options) else {
                return .now(MetadataPage.error(401))
            }
            return page(head, instance, tree)
        }
    }

    /// Whether the request has a token that holds, or needs none.
    private func isEntitled(
        _ head: RequestHead,
        _ instance: Instance,
        _ options: InstanceDescription.Options
    ) -> Bool {
        guard let token = head.value("x-aws-ec2-metadata-token") else {
            return !options.requiresToken
        }
        return tokens.holds(token, for: instance.name, at: clock.now)
    }

    private func token(
        _ head: RequestHead,
        _ instance: Instance,
        _ options: InstanceDescription.Options
    ) -> Response {
        guard MetadataPath.path(head) == "api/token" else { return MetadataPage.error(404) }
        guard let text = head.value("x-aws-ec2-metadata-token-ttl-seconds"),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(text),
            (1...Limits.tokenSeconds).contains(seconds)
        else { return MetadataPage.error(400) }
        let token = tokens.make(
            for: instance.name,
            until: clock.now.adding(seconds: Int64(seconds))
        )
        var response = MetadataPage.text(token)
        response.fields.append((name: "X-Aws-Ec2-Metadata-Token-Ttl-Seconds", value: "\(seconds)"))
        response.hopLimit = options.hopLimit
        return response
    }

    private func page(_ head: RequestHead, _ instance: Instance, _ tree: MetadataTree) -> Answer {
        guard let path = MetadataPath.path(head), let text = tree.page(path) else {
            return .now(MetadataPage.error(404))
        }
        let description = tree.description
        switch path {
        case "meta-data/iam/info":
            return .now(MetadataPage.info(description, at: clock.now))
        case "dynamic/instance-identity/document":
            return .now(MetadataPage.text(description.identity?.document ?? ""))
        case "dynamic/instance-identity/signature":
            return .now(MetadataPage.lines(description.identity?.signature ?? ""))
        case "dynamic/instance-identity/pkcs7":
            return .now(MetadataPage.lines(description.identity?.pkcs7 ?? ""))
        case "dynamic/instance-identity/rsa2048":
            return .now(MetadataPage.lines(description.identity?.rsa2048 ?? ""))
        default:
            guard let name = description.roleName, let role = description.roleARN,
                path == "meta-data/iam/security-credentials/\(name)"
            else { return .now(MetadataPage.text(text)) }
            return .keys(instance.keys(of: role, description), description)
        }
    }
}
