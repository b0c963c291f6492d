internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    /// The kinds of entities that carry tags, as operations name them.
    private enum Tagged: CaseIterable {
        case user
        case role
        case policy
        case instanceProfile
        case mfaDevice
        case openIDConnectProvider
        case samlProvider
        case serverCertificate

        var noun: String {
            switch self {
            case .user: "User"
            case .role: "Role"
            case .policy: "Policy"
            case .instanceProfile: "InstanceProfile"
            case .mfaDevice: "MFADevice"
            case .openIDConnectProvider: "OpenIDConnectProvider"
            case .samlProvider: "SAMLProvider"
            case .serverCertificate: "ServerCertificate"
            }
        }

        func entity(_ input: Structure) throws(ServiceError) -> TaggedEntity {
            switch self {
            case .user: .user(try input.requiredString("UserName"))
            case .role: .role(try input.requiredString("RoleName"))
            case .policy: .policy(try input.requiredString("PolicyArn"))
            case .instanceProfile:
                .instanceProfile(try input.requiredString("InstanceProfileName"))
            case .mfaDevice: .mfaDevice(try input.requiredString("SerialNumber"))
            case .openIDConnectProvider:
                .openIDConnectProvider(try input.requiredString("OpenIDConnectProviderArn"))
            case .samlProvider: .samlProvider(try input.requiredString("SAMLProviderArn"))
            case .serverCertificate:
                .serverCertificate(try input.requiredString("ServerCertificateName"))
            }
        }
    }

    static let tagging: [Handler] = Tagged.allCases.flatMap { tagged -> [Handler] in
        [
            .write("Tag\(tagged.noun)") { call in
                let entity = try tagged.entity(call.input)
                let tags = call.input.tags()
                let demand = try demand("Tag\(tagged.noun)", entity, call)
                try call.authorize(demand.requestTags(tags))
                if case .policy(let arn) = entity {
                    try call.refuseChange(of: arn, by: "Tag\(tagged.noun)")
                }
                try call.directory.tag(entity, with: tags)
                return [:]
            },
            .write("Untag\(tagged.noun)") { call in
                let entity = try tagged.entity(call.input)
                let keys = call.input.strings("TagKeys") ?? []
                let demand = try demand("Untag\(tagged.noun)", entity, call)
                try call.authorize(demand.requestTagKeys(keys))
                if case .policy(let arn) = entity {
                    try call.refuseChange(of: arn, by: "Untag\(tagged.noun)")
                }
                try call.directory.untag(entity, keys: keys)
                return [:]
            },
            .read("List\(tagged.noun)Tags") { call in
                let entity = try tagged.entity(call.input)
                try call.authorize(try demand("List\(tagged.noun)Tags", entity, call))
                let tags = try tags(of: entity, call.directory).tags
                let page = try call.page(tags.sorted { $0.key < $1.key }) { $0.key }
                return call.answer(page, as: "Tags") { tag in
                    ["Key": .string(tag.key), "Value": .string(tag.value)]
                }
            },
        ]
    }

    private static func demand<View: DirectoryView>(
        _ action: String,
        _ entity: TaggedEntity,
        _ call: Call<View>
    ) throws -> Demand {
        if let found = try call.existing({ try tags(of: entity, call.directory) }) {
            return Demand("iam:\(action)", on: found.arn).resourceTags(found.tags, prefix: "iam")
        }
        // The name of an entity is of the right form already; an ARN is not looked at before.
        switch entity {
        case .policy(let arn), .mfaDevice(let arn), .openIDConnectProvider(let arn),
            .samlProvider(let arn):
            try EntityARN.require(arn)
        default: break
        }
        let arn =
            switch entity {
            case .user(let name): call.arn("user", "/", name)
            case .role(let name): call.arn("role", "/", name)
            case .policy(let arn): arn
            case .instanceProfile(let name): call.arn("instance-profile", "/", name)
            case .mfaDevice(let serial): serial
            case .openIDConnectProvider(let arn), .samlProvider(let arn): arn
            case .serverCertificate(let name): call.arn("server-certificate", "/", name)
            }
        return Demand("iam:\(action)", on: arn)
    }

    private static func tags(
        of entity: TaggedEntity,
        _ directory: some DirectoryView
    ) throws -> (arn: String, tags: [Tag]) {
        switch entity {
        case .user(let name):
            let user = try directory.user(named: name)
            return (user.arn, user.tags)
        case .role(let name):
            let role = try directory.role(named: name)
            return (role.arn, role.tags)
        case .policy(let arn):
            return (arn, try directory.policy(arn: arn).tags)
        case .instanceProfile(let name):
            let profile = try directory.instanceProfile(named: name)
            return (profile.arn, profile.tags)
        case .mfaDevice(let serial):
            return (serial, try directory.mfaDevice(serial: serial).tags)
        case .openIDConnectProvider(let arn):
            return (arn, try directory.openIDConnectProvider(arn: arn).tags)
        case .samlProvider(let arn):
            return (arn, try directory.samlProvider(arn: arn).tags)
        case .serverCertificate(let name):
            let certificate = try directory.serverCertificate(named: name)
            return (certificate.arn, certificate.tags)
        }
    }
}
