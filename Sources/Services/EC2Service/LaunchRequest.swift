internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// What RunInstances is asked for, checked.
///
/// - Source: EC2 API Reference, RunInstances.
struct LaunchRequest {
    let counts: ClosedRange<Int>
    let imageID: String
    let type: String
    let zone: String
    let keyName: String?
    let address: String?
    let clientToken: String
    var metadata = InstanceMetadataOptions()
    /// The tags of the instances.
    let tags: [Tag]
    /// The kinds of resources that are to have tags, with them.
    let tagged: [(type: String, tags: [Tag])]

    init(_ input: Structure, region: String) throws(ServiceError) {
        counts = try Self.counts(input)
        guard let image = input.string("ImageId") else { throw .missingParameter("ImageId") }
        guard image.hasPrefix("ami-"), image.unicodeScalars.count <= Limits.imageID else {
            throw ServiceError(
                code: "InvalidAMIID.Malformed",
                message: "Invalid id: \"\(image.prefix(Limits.imageID))\" (expecting \"ami-...\")"
            )
        }
        imageID = image
        type = input.string("InstanceType") ?? "m1.small"
        guard type.split(separator: ".").count == 2, type.unicodeScalars.count <= Limits.type else {
            throw .invalidValue(String(type.prefix(Limits.type)), for: "InstanceType")
        }
        zone = input.structure("Placement")?.string("AvailabilityZone") ?? "\(region)a"
        guard zone.hasPrefix(region), zone.utf8.count == region.utf8.count + 1 else {
            throw .invalidParameterValue("Invalid availability zone: [\(zone)]")
        }
        keyName = try Self.text(input, "KeyName", Limits.keyName)
        address = try Self.address(input)
        guard address == nil || counts.upperBound == 1 else {
            throw .invalidParameterCombination(
                "You may not specify a private IP address for more than one instance"
            )
        }
        clientToken = try Self.text(input, "ClientToken", Limits.clientToken) ?? ""
        guard (input.strings("SecurityGroupIds") ?? []).count <= Limits.securityGroups else {
            throw ServiceError(
                code: "SecurityGroupsPerInterfaceLimitExceeded",
                message: "The maximum number of security groups per interface has been reached."
            )
        }
        if let options = input.structure("MetadataOptions") { try metadata.read(options) }
        tagged = try Self.tags(input)
        tags = tagged.first { $0.type == "instance" }?.tags ?? []
    }

    /// The bytes of the record of an instance that is asked for, at most.
    var instanceBytes: Int {
        tags.reduce(Limits.instanceBytes) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    }

    private static func text(
        _ input: Structure,
        _ name: String,
        _ limit: Int
    ) throws(ServiceError) -> String? {
        guard let text = input.string(name) else { return nil }
        guard text.unicodeScalars.count <= limit else {
            throw .invalidParameterValue(
                "Value for parameter \(name) is invalid. It must have at most \(limit) characters."
            )
        }
        return text
    }

    private static func counts(_ input: Structure) throws(ServiceError) -> ClosedRange<Int> {
        let least = input.integer("MinCount") ?? 0
        let most = input.integer("MaxCount") ?? 0
        guard least > 0 else { throw .invalidValue("\(least)", for: "minCount") }
        guard most >= least else { throw .invalidValue("\(most)", for: "maxCount") }
        return least...most
    }

    private static func address(_ input: Structure) throws(ServiceError) -> String? {
        let interface = input.structures("NetworkInterfaces")?.first
        guard
            let text = input.string("PrivateIpAddress")
                ?? interface?.string("PrivateIpAddress")
        else { return nil }
        guard let address = IPAddress(text), !text.utf8.contains(0x3A) else {
            throw .invalidParameterValue("Invalid IPv4 address: \(text)")
        }
        return address.description
    }

    private static func tags(
        _ input: Structure
    ) throws(ServiceError) -> [(type: String, tags: [Tag])] {
        var tagged: [(type: String, tags: [Tag])] = []
        let specifications = input.structures("TagSpecifications") ?? []
        guard specifications.count <= Limits.tagSpecifications else {
            throw .invalidParameterValue("There are too many tag specifications.")
        }
        for specification in specifications {
            guard let type = specification.string("ResourceType") else {
                throw .missingParameter("TagSpecification.ResourceType")
            }
            guard !tagged.contains(where: { $0.type == type }) else {
                throw .invalidParameterValue("'\(type)' is specified more than once")
            }
            let tags = specification.tags()
            try TagRules.check(tags)
            tagged.append((type, tags))
        }
        return tagged
    }
}
