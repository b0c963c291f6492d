internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolecallService {
    static func describeInstance(
        _ call: inout Call<DirectoryReader>,
        _ id: String
    ) throws -> Structure {
        let arn = "arn:aws:ec2:\(call.environment.region):\(call.account):instance/\(id)"
        try call.authorizeWorkload(on: arn, nil, instance: arn)
        throw ServiceError(
            code: "InvalidInstanceID.NotFound",
            message: "The instance ID '\(id)' does not exist"
        )
    }
}
