private import Cryptography

/// Which instance a metadata service speaks for.
package enum InstanceSource: Sendable, Hashable {
    /// An instance by its id.
    case instance(String)
    /// No instance, only the role in an instance profile, under an id that stands for one.
    case profile(name: String, standIn: String, options: InstanceDescription.Options)

    /// The role in a profile, under an id made of the profile's name.
    package static func profile(
        named name: String,
        options: InstanceDescription.Options = InstanceDescription.Options()
    ) -> InstanceSource {
        let digits = SHA256.hash(Array(name.utf8)).hex.prefix(16)
        return .profile(name: name, standIn: "i-0\(digits)", options: options)
    }
}

extension ServiceClient {
    /// Asks what there is to know of an instance.
    package func describe(_ source: InstanceSource) throws(CallFailure) -> InstanceDescription {
        let parameter: (name: String, value: String)
        let standIn: String
        var options = InstanceDescription.Options()
        switch source {
        case .instance(let id):
            parameter = ("InstanceId", id)
            standIn = id
        case .profile(let name, let id, let given):
            parameter = ("InstanceProfileName", name)
            standIn = id
            options = given
        }
        let result = try call(.rolecall, "DescribeWorkload", [parameter])
        guard let description = InstanceDescription(result, standIn: standIn, options: options)
        else {
            throw .unreachable
        }
        return description
    }
}
