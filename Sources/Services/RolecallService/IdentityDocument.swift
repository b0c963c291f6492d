internal import Base
internal import Cryptography
internal import Directory
internal import Markup
internal import ServiceKit
internal import ServiceModel

/// The document that tells an instance's software who it is, with its signatures.
///
/// - Source: EC2 User Guide, "Instance identity documents".
struct IdentityDocument {
    private let text: String

    init(_ instance: Instance) {
        let fields: [(String, String?)] = [
            ("accountId", instance.account.description),
            ("architecture", instance.architecture),
            ("availabilityZone", instance.availabilityZone),
            ("billingProducts", nil),
            ("devpayProductCodes", nil),
            ("imageId", instance.imageID),
            ("instanceId", instance.id),
            ("instanceType", instance.type),
            ("kernelId", nil),
            ("marketplaceProductCodes", nil),
            ("pendingTime", instance.launchDate.text(.extended)),
            ("privateIp", instance.privateAddress),
            ("ramdiskId", nil),
            ("region", instance.region),
            ("version", "2017-09-30"),
        ]
        let lines = fields.map { name, value in "  \(Self.quoted(name)) : \(Self.quoted(value))" }
        text = "{\n" + lines.joined(separator: ",\n") + "\n}"
    }

    private static func quoted(_ text: String?) -> String {
        guard let text else { return "null" }
        var writer = JSONWriter()
        writer.string(text)
        return writer.text
    }

    /// The members of an answer that show it.
    func members(signedBy signer: InstanceIdentity.Signer) -> [(String, ServiceModel.Value?)] {
        let bytes = Array(text.utf8)
        let signature = signer.key.signature(of: bytes, by: .rs256)
        let message = signer.key.signedMessage(of: bytes, certificate: signer.certificate)
        let packed = ServiceModel.Value.optional(message.map { Base64.text($0) })
        return [
            ("IdentityDocument", .string(text)),
            ("IdentitySignature", .optional(signature.map { Base64.text($0) })),
            ("IdentityPKCS7", packed),
            ("IdentityRSA2048", packed),
            ("IdentityCertificate", .string(Self.pem(signer.certificate))),
        ]
    }

    /// A certificate in PEM (RFC 7468), lines of 64 characters.
    private static func pem(_ der: [UInt8]) -> String {
        var rest = Substring(Base64.text(der))
        var text = "-----BEGIN CERTIFICATE-----\n"
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END CERTIFICATE-----\n"
    }
}
