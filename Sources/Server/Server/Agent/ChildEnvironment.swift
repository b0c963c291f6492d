internal import Workloads

/// The environment of a command that runs as a role: its caller's, without any keys in it.
struct ChildEnvironment {
    private(set) var values: [String: String]

    /// Variables of AWS's clients that neither hold keys nor lead to any.
    private static let kept: Set<String> = [
        "AWS_CA_BUNDLE", "AWS_PAGER", "AWS_DEFAULT_OUTPUT", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE",
        "AWS_CLI_AUTO_PROMPT", "AWS_METADATA_SERVICE_TIMEOUT",
        "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "AWS_DEFAULTS_MODE", "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_STS_REGIONAL_ENDPOINTS", "AWS_REQUEST_CHECKSUM_CALCULATION",
        "AWS_RESPONSE_CHECKSUM_VALIDATION", "AWS_SDK_UA_APP_ID",
    ]

    /// Takes the caller's environment, and where the child finds the servers.
    init(_ caller: [String: String], endpoint: ServerEndpoint, region: String) {
        values = caller.filter { name, _ in
            guard name.hasPrefix("AWS_") || name.hasPrefix("_AWS_") else {
                return !Self.isOurs(name)
            }
            return Self.kept.contains(name)
                || name.hasPrefix("AWS_ENDPOINT_URL_")
        }
        values["AWS_ENDPOINT_URL"] = endpoint.url
        values["AWS_REGION"] = region
        values["AWS_DEFAULT_REGION"] = region
        // Files in the caller's home would give the caller's keys.
        for name in ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "BOTO_CONFIG"] {
            values[name] = "/dev/null"
        }
        values["AWS_EC2_METADATA_DISABLED"] = "true"
    }

    private static func isOurs(_ name: String) -> Bool {
        name.hasPrefix("ROLECALL_") || name.hasPrefix("ECS_CONTAINER_METADATA_URI")
            || name == "AMAZON_ACCESS_KEY_ID" || name == "AMAZON_SECRET_ACCESS_KEY"
            || name == "BOTO_CONFIG" || name == "EC2_PRIVATE_KEY"
    }

    /// Leads to a container endpoint.
    mutating func use(containerPort port: UInt16, path: String, token: String) {
        values["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:\(port)\(path)"
        values["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = token
    }

    /// Leads to an endpoint for pods.
    mutating func use(podPort port: UInt16, tokenFile: String) {
        values["AWS_CONTAINER_CREDENTIALS_FULL_URI"] =
            "http://127.0.0.1:\(port)\(PodCredentials.path)"
        values["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = tokenFile
    }

    /// Leads to a metadata service.
    mutating func use(metadataPort port: UInt16) {
        values["AWS_EC2_METADATA_DISABLED"] = nil
        values["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "http://127.0.0.1:\(port)/"
    }

    /// Sets more.
    mutating func set(_ more: [String: String]) {
        values.merge(more) { _, new in new }
    }

    /// `NAME=VALUE` each.
    var list: [String] { values.map { "\($0.key)=\($0.value)" } }
}
