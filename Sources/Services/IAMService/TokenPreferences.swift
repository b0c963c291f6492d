internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let tokenPreferences: [Handler] = [
        .write("SetSecurityTokenServicePreferences") { call in
            try call.authorize(Demand("iam:SetSecurityTokenServicePreferences", on: "*"))
            let text = try call.input.requiredString("GlobalEndpointTokenVersion")
            guard let version = TokenVersion(rawValue: text) else {
                throw ServiceError.invalidInput("The token version is v1Token or v2Token.")
            }
            try call.directory.setGlobalTokenVersion(version)
            return [:]
        }
    ]
}
