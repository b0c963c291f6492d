internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension EC2Service {
    /// - Source: EC2 API Reference, RunInstances; EC2 User Guide, "Ensure idempotency".
    static func runInstances(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let request = try LaunchRequest(call.input, region: call.region)
        let choice = try ProfileChoice(call.input, call)
        try authorize(&call, request, choice)
        let profile = try choice?.required()
        let digest = call.input.digest
        if let known = try repeated(call, request, digest) { return known }
        let count = try call.room(for: request)
        try call.refuseDryRun()
        let instances = try make(call, request, profile, count)
        try call.directory.launch(instances, digest: digest)
        return reservation(instances, isNew: true)
    }

    // MARK: Authorization

    /// Asks for every kind of resource that a start takes, for tags, and for the role.
    ///
    /// - Source: EC2 User Guide, "Example policies", "Launch instances (RunInstances)".
    private static func authorize(
        _ call: inout Call<DirectoryTransaction>,
        _ request: LaunchRequest,
        _ choice: ProfileChoice?
    ) throws {
        let sample = sample(call, request)
        var keys = sample.conditionKeys
        if let choice { keys.append(.value("ec2:InstanceProfile", choice.arn)) }
        var resources = [
            ("instance", call.arn("instance/*")),
            ("image", "arn:aws:ec2:\(call.region)::image/\(request.imageID)"),
            ("subnet", call.arn("subnet/\(call.input.string("SubnetId") ?? "*")")),
            ("network-interface", call.arn("network-interface/*")),
            ("volume", call.arn("volume/*")),
        ]
        for group in call.input.strings("SecurityGroupIds") ?? ["*"] {
            resources.append(("security-group", call.arn("security-group/\(group)")))
        }
        if let name = request.keyName {
            resources.append(("key-pair", call.arn("key-pair/\(name)")))
        }
        for (type, arn) in resources {
            let tags = request.tagged.first { $0.type == type }?.tags ?? []
            let own = type == "instance" ? keys : []
            try call.ask(Demand("ec2:RunInstances", on: arn, keys: own).requestTags(tags))
        }
        for (type, tags) in request.tagged {
            try call.ask(
                Demand(
                    "ec2:CreateTags",
                    on: call.arn("\(type)/*"),
                    keys: [.value("ec2:CreateAction", "RunInstances")]
                ).requestTags(tags)
            )
        }
        if let choice { try call.askToPass(choice, to: call.arn("instance/*")) }
    }

    private static func sample(
        _ call: Call<DirectoryTransaction>,
        _ request: LaunchRequest
    ) -> Instance {
        var sample = Instance(
            account: call.account,
            region: call.region,
            id: "*",
            reservationID: "",
            launchDate: call.directory.now
        )
        sample.type = request.type
        sample.availabilityZone = request.zone
        sample.metadata = request.metadata
        return sample
    }

    // MARK: Launch

    /// The answer of an earlier request with the same token; nil when there was none.
    private static func repeated(
        _ call: Call<DirectoryTransaction>,
        _ request: LaunchRequest,
        _ digest: [UInt8]
    ) throws -> Structure? {
        guard !request.clientToken.isEmpty,
            let launch = try call.directory.launch(
                clientToken: request.clientToken,
                region: call.region
            )
        else { return nil }
        guard launch.digest == digest else {
            throw ServiceError(
                code: "IdempotentParameterMismatch",
                message: "Arguments on this idempotent request are inconsistent with arguments "
                    + "used in previous request(s)."
            )
        }
        try call.refuseDryRun()
        let instances = try launch.instanceIDs.compactMap {
            try call.directory.instance($0, region: call.region)
        }
        return instances.isEmpty ? nil : reservation(instances)
    }

    private static func make(
        _ call: Call<DirectoryTransaction>,
        _ request: LaunchRequest,
        _ profile: InstanceProfile?,
        _ count: Int
    ) throws -> [Instance] {
        let reservation = call.directory.makeID("r-")
        var taken: Set<String> = []
        return try (0..<count).map { index in
            var instance = Instance(
                account: call.account,
                region: call.region,
                id: call.directory.makeID("i-"),
                reservationID: reservation,
                launchDate: call.directory.now
            )
            instance.launchIndex = index
            instance.clientToken = request.clientToken
            instance.imageID = request.imageID
            instance.type = request.type
            instance.availabilityZone = request.zone
            instance.keyName = request.keyName
            instance.metadata = request.metadata
            instance.tags = request.tags
            instance.privateAddress = try call.freeAddress(request.address, besides: &taken)
            instance.association = profile.map { profile in
                ProfileAssociation(
                    id: call.directory.makeID("iip-assoc-"),
                    profile: profile,
                    date: call.directory.now
                )
            }
            return instance
        }
    }
}

extension Call where View == DirectoryTransaction {
    /// How many instances there is room for, in the account and in one change.
    fileprivate func room(for request: LaunchRequest) throws -> Int {
        let counts = request.counts
        let atOnce = Limits.launchBytes / request.instanceBytes
        let limit = min(DirectoryTransaction.instanceLimit, atOnce)
        let free = DirectoryTransaction.instanceLimit - (try directory.count(.instances))
        let room = min(free, atOnce)
        guard room >= counts.lowerBound else {
            throw ServiceError(
                code: "InstanceLimitExceeded",
                message: "You have requested more instances (\(counts.lowerBound)) than your "
                    + "current instance limit of \(limit) allows."
            )
        }
        return min(room, counts.upperBound)
    }

    /// The address that is asked for, or one of the default network that nobody has.
    fileprivate func freeAddress(
        _ asked: String?,
        besides taken: inout Set<String>
    ) throws -> String {
        if let asked {
            guard try directory.instance(address: asked, region: region) == nil else {
                throw ServiceError(
                    code: "InvalidIPAddress.InUse",
                    message: "Address \(asked) is in use."
                )
            }
            return asked
        }
        for _ in 0..<Limits.addressTries {
            let bytes = node.random.bytes(2)
            let address = "172.31.\(bytes[0]).\(bytes[1])"
            guard try directory.instance(address: address, region: region) == nil else { continue }
            if taken.insert(address).inserted { return address }
        }
        throw ServiceError(
            code: "InsufficientFreeAddressesInSubnet",
            message: "There are not enough free addresses in subnet to satisfy the requested "
                + "number of instances."
        )
    }
}

extension Structure {
    /// Tells one request from another, without its token.
    fileprivate var digest: [UInt8] {
        var copy = self
        copy["ClientToken"] = nil
        copy["DryRun"] = nil
        let digest = SHA256.hash(Array(ServiceModel.Value.structure(copy).canonicalText.utf8))
        let span = digest.span
        return span.indices.map { span[$0] }
    }
}

extension ServiceModel.Value {
    /// The value as text, members in order of names, each text with its length.
    fileprivate var canonicalText: String {
        switch self {
        case .string(let text): "s\(text.utf8.count):\(text)"
        case .integer(let number): "i\(number)"
        case .boolean(let truth): "b\(truth)"
        case .double(let number): "d\(number)"
        case .timestamp(let moment): "t\(moment.milliseconds)"
        case .blob(let bytes): "x\(bytes)"
        case .list(let values): "[" + values.map(\.canonicalText).joined() + "]"
        case .map(let members), .structure(let members):
            "{"
                + members.members.sorted { $0.name < $1.name }
                .map { "\($0.name)=\($0.value.canonicalText)" }.joined() + "}"
        }
    }
}
