internal import Directory
internal import ServiceModel

/// The kinds of entities that hold policies, as operations name them.
enum Holders: CaseIterable {
    case users
    case groups
    case roles

    /// The word in names of operations and parameters.
    var noun: String {
        switch self {
        case .users: "User"
        case .groups: "Group"
        case .roles: "Role"
        }
    }

    /// The entity that a request names.
    func holder(_ input: Structure) throws(ServiceError) -> PolicyHolder {
        let name = try input.requiredString("\(noun)Name")
        return switch self {
        case .users: .user(name)
        case .groups: .group(name)
        case .roles: .role(name)
        }
    }
}
