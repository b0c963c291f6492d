/// Which instance a metadata service speaks for.
package enum InstanceSource: Sendable, Hashable {
    /// An instance by its id.
    case instance(String)
    /// No instance, only the role in an instance profile, under an id that stands for one.
    case profile(name: String, standIn: String)
}

extension ServiceClient {
    /// Asks what there is to know of an instance.
    package func describe(_ source: InstanceSource) throws(CallFailure) -> InstanceDescription {
        let parameter: (name: String, value: String)
        let standIn: String
        switch source {
        case .instance(let id):
            parameter = ("InstanceId", id)
            standIn = id
        case .profile(let name, let id):
            parameter = ("InstanceProfileName", name)
            standIn = id
        }
        let result = try call(.rolecall, "DescribeWorkload", [parameter])
        guard let description = InstanceDescription(result, standIn: standIn) else {
            throw .unreachable
        }
        return description
    }
}
