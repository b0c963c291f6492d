internal import Base
internal import ServiceModel

/// The scenarios of EC2 for which a simulation must name all resources.
///
/// - Source: IAM API Reference, SimulateCustomPolicy, `ResourceHandlingOption`. The live texts are
///   not known.
enum ResourceHandling {
    private static let always = ["instance", "image", "security-group", "network-interface"]

    private static func types(_ option: String) -> [String]? {
        switch option {
        case "EC2-Classic-InstanceStore": ["instance", "image", "security-group"]
        case "EC2-Classic-EBS": ["instance", "image", "security-group", "volume"]
        case "EC2-VPC-InstanceStore": always
        case "EC2-VPC-InstanceStore-Subnet": always + ["subnet"]
        case "EC2-VPC-EBS": always + ["volume"]
        case "EC2-VPC-EBS-Subnet": always + ["subnet", "volume"]
        default: nil
        }
    }

    /// Refuses an unknown scenario, and one whose resources are not all there.
    static func check(_ option: String?, _ resources: [String]) throws(ServiceError) {
        guard let option else { return }
        guard let types = types(option) else {
            throw .invalidInput("Invalid resource handling option: \(option).")
        }
        guard resources != ["*"] else { return }
        let given = resources.compactMap { resource -> Substring? in
            guard let arn = ARN(resource), arn.service == "ec2" else { return nil }
            return arn.resource.prefix { $0 != "/" }
        }
        for type in types where !given.contains(Substring(type)) {
            throw .invalidInput(
                "The resource handling option \(option) requires a resource of type \(type)."
            )
        }
    }
}
