internal import Base
package import Markup

/// What a server tells of an instance, or of an instance profile without one.
package struct InstanceDescription: Sendable {
    /// How the metadata service is to behave.
    package struct Options: Sendable, Hashable {
        /// Whether it answers at all.
        package var isEnabled = true
        /// Whether every request needs a token.
        package var requiresToken = true
        /// How far the answer with a token may go.
        package var hopLimit: UInt8 = 1
        /// Whether tags are part of the metadata.
        package var showsTags = false

        /// What new instances have.
        package init() {}
    }

    /// The identity document and its signatures.
    package struct Identity: Sendable {
        let document: String
        let signature: String
        let pkcs7: String
        let rsa2048: String
    }

    let account: String
    let region: String
    let profileARN: String?
    let profileID: String?
    let roleARN: String?
    let roleName: String?
    let instanceID: String
    let isRunning: Bool
    let instanceType: String
    let imageID: String
    let availabilityZone: String
    let privateAddress: String
    let options: Options
    let tags: [(key: String, value: String)]
    let identity: Identity?
    /// Whether there is an instance, and not only a profile.
    let isInstance: Bool

    /// Reads the result of DescribeWorkload; nil when a part is missing.
    ///
    /// - Parameters:
    ///   - result: what was answered.
    ///   - standIn: the id that stands for an instance where there is only a profile.
    ///   - options: how the service behaves where the server does not say.
    package init?(_ result: XMLElement, standIn: String, options: Options) {
        guard let account = result.text(of: "AccountId"), let region = result.text(of: "Region")
        else { return nil }
        self.account = account
        self.region = region
        profileARN = result.text(of: "InstanceProfileArn")
        profileID = result.text(of: "InstanceProfileId")
        roleARN = result.text(of: "RoleArn")
        roleName = result.text(of: "RoleName")
        let instance = result.text(of: "InstanceId")
        isInstance = instance != nil
        instanceID = instance ?? standIn
        isRunning = instance == nil || result.text(of: "InstanceState") == "running"
        instanceType = result.text(of: "InstanceType") ?? "t3.micro"
        imageID = result.text(of: "ImageId") ?? "ami-00000000000000000"
        availabilityZone = result.text(of: "AvailabilityZone") ?? "\(region)a"
        privateAddress = result.text(of: "PrivateIpAddress") ?? "127.0.0.1"
        self.options = Self.options(result.child("MetadataOptions"), default: options)
        tags = (result.child("Tags")?.children("member") ?? []).compactMap { tag in
            tag.text(of: "Key").map { (key: $0, value: tag.text(of: "Value") ?? "") }
        }
        identity = Self.identity(result)
    }

    private static func options(_ element: XMLElement?, default given: Options) -> Options {
        var options = given
        guard let element else { return options }
        options.isEnabled = element.text(of: "HttpEndpoint") != "disabled"
        options.requiresToken = element.text(of: "HttpTokens") != "optional"
        options.showsTags = element.text(of: "InstanceMetadataTags") == "enabled"
        if let hops = element.text(of: "HttpPutResponseHopLimit").flatMap({ UInt8($0) }),
            (1...64).contains(hops)
        {
            options.hopLimit = hops
        }
        return options
    }

    private static func identity(_ result: XMLElement) -> Identity? {
        guard let document = result.text(of: "IdentityDocument"),
            let signature = result.text(of: "IdentitySignature")
        else { return nil }
        return Identity(
            document: document,
            signature: signature,
            pkcs7: result.text(of: "IdentityPKCS7") ?? "",
            rsa2048: result.text(of: "IdentityRSA2048") ?? ""
        )
    }

    /// What the session is for: the instance.
    var sourceARN: String? {
        guard isInstance else { return nil }
        return ARN(
            service: "ec2",
            region: region,
            account: account,
            resource: "instance/\(instanceID)"
        ).description
    }
}
