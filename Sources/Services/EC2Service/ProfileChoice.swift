internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// The instance profile that a request names, and the role that it passes to the instance.
struct ProfileChoice {
    /// The ARN, as policies see it; of a profile at `/` when there is none of the name.
    let arn: String
    /// The profile; nil when there is none.
    let profile: InstanceProfile?
    /// Its role; nil when it has none.
    let role: Role?
    private let refusal: ServiceError

    /// Reads `IamInstanceProfile`; nil when the request has none.
    init?<View: DirectoryView>(_ input: Structure, _ call: Call<View>) throws {
        guard let choice = input.structure("IamInstanceProfile") else { return nil }
        let found: InstanceProfile?
        switch (choice.string("Arn"), choice.string("Name")) {
        case (let text?, nil):
            arn = text
            refusal = Self.refusal(text, "arn", "ARN")
            let name = ARN(text)?.resource.split(separator: "/").last.map(String.init)
            found = try name.flatMap { try Self.profile($0, call) }
        case (nil, let name?):
            found = try Self.profile(name, call)
            arn = found?.arn ?? "arn:aws:iam::\(call.account):instance-profile/\(name)"
            refusal = Self.refusal(name, "name", "name")
        case (nil, nil): throw ServiceError.missingParameter("IamInstanceProfile")
        default:
            throw ServiceError.invalidParameterCombination(
                "The parameter 'iamInstanceProfile.name' may not be used in combination with "
                    + "'iamInstanceProfile.arn'"
            )
        }
        profile = found?.arn == arn ? found : nil
        role = try profile?.roleNames.first.map { try call.directory.role(named: $0) }
    }

    private static func refusal(_ value: String, _ part: String, _ word: String) -> ServiceError {
        .invalidParameterValue(
            "Value (\(value)) for parameter iamInstanceProfile.\(part) is invalid. Invalid IAM "
                + "Instance Profile \(word)"
        )
    }

    private static func profile<View: DirectoryView>(
        _ name: String,
        _ call: Call<View>
    ) throws -> InstanceProfile? {
        do {
            return try call.directory.instanceProfile(named: name)
        } catch DirectoryError.noSuch { return nil }
    }

    /// The profile, or EC2's refusal when there is none of this account or it has no role.
    func required() throws(ServiceError) -> InstanceProfile {
        guard let profile else { throw refusal }
        guard role != nil else {
            throw .invalidParameterValue(
                "IAM Instance Profile \"\(arn)\" has no associated IAM Roles"
            )
        }
        return profile
    }
}

extension Call where View: DirectoryView {
    /// Asks whether the caller may pass the role of a profile to an instance.
    ///
    /// - Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
    mutating func askToPass(_ choice: ProfileChoice, to arn: String) throws {
        guard let role = choice.role else { return }
        do {
            try authorizePassing(role: role.arn, to: "ec2.amazonaws.com", for: arn)
        } catch let error as ServiceError { throw ServiceError.unauthorizedOperation(error) }
    }
}
