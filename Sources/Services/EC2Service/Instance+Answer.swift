internal import Base
internal import Directory
internal import ServiceModel

/// The states that instances are shown in.
///
/// - Source: EC2 API Reference, InstanceState.
enum InstanceState: Int {
    case pending = 0
    case running = 16
    case shuttingDown = 32
    case terminated = 48

    var name: String {
        switch self {
        case .pending: "pending"
        case .running: "running"
        case .shuttingDown: "shutting-down"
        case .terminated: "terminated"
        }
    }

    var answer: ServiceModel.Value {
        ["Code": .integer(rawValue), "Name": .string(name)]
    }
}

extension Instance {
    var state: InstanceState { isRunning ? .running : .terminated }

    /// The host name in the network.
    ///
    /// - Source: EC2 User Guide, "Amazon EC2 instance hostname types": `ec2.internal` in us-east-1.
    var privateName: String {
        let name = "ip-" + privateAddress.split(separator: ".").joined(separator: "-")
        return name + (region == "us-east-1" ? ".ec2.internal" : ".\(region).compute.internal")
    }

    /// The instance as answers show it; with `state` when it is just being made.
    func answer(in state: InstanceState? = nil) -> Structure {
        [
            "InstanceId": .string(id),
            "ImageId": .string(imageID),
            "State": (state ?? self.state).answer,
            "PrivateDnsName": .string(isRunning ? privateName : ""),
            "PublicDnsName": "",
            "StateTransitionReason": .string(transitionReason),
            "StateReason": isRunning
                ? nil
                : [
                    "Code": "Client.UserInitiatedShutdown",
                    "Message": "Client.UserInitiatedShutdown: User initiated shutdown",
                ],
            "KeyName": .optional(keyName),
            "AmiLaunchIndex": .integer(launchIndex),
            "ProductCodes": .list([]),
            "InstanceType": .string(type),
            "LaunchTime": .timestamp(launchDate),
            "Placement": [
                "AvailabilityZone": .string(availabilityZone), "GroupName": "",
                "Tenancy": "default",
            ],
            "Monitoring": ["State": "disabled"],
            "PrivateIpAddress": isRunning ? .string(privateAddress) : nil,
            "Architecture": .string(architecture),
            "RootDeviceType": "ebs",
            "BlockDeviceMappings": .list([]),
            "VirtualizationType": "hvm",
            "ClientToken": .string(clientToken),
            "Tags": tags.isEmpty ? nil : .tags(tags),
            "SecurityGroups": .list([]),
            "Hypervisor": "xen",
            "IamInstanceProfile": .optional(association?.profileAnswer),
            "NetworkInterfaces": .list([]),
            "EbsOptimized": false,
            "MetadataOptions": .structure(metadata.answer),
        ]
    }

    private var transitionReason: String {
        guard let ended = terminationDate else { return "" }
        let text = ended.text(.extended)
        return "User initiated (\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) GMT)"
    }
}

extension ProfileAssociation {
    var profileAnswer: Structure {
        ["Arn": .string(profileARN), "Id": .string(profileID)]
    }

    /// The association as answers show it.
    func answer(of instance: Instance, state: String) -> Structure {
        [
            "AssociationId": .string(id),
            "InstanceId": .string(instance.id),
            "IamInstanceProfile": .structure(profileAnswer),
            "State": .string(state),
            "Timestamp": .timestamp(date),
        ]
    }
}

extension EC2Service {
    /// Instances of one request, as answers show them.
    static func reservation(_ instances: [Instance], isNew: Bool = false) -> Structure {
        [
            "ReservationId": .optional(instances.first?.reservationID),
            "OwnerId": .optional(instances.first?.account.description),
            "Groups": .list([]),
            "Instances": .structures(instances.map { $0.answer(in: isNew ? .pending : nil) }),
        ]
    }
}
