import Base
import Cryptography
import Foundation
import SAML

/// The responses in `Fixtures/saml`: signed by signxml with a key that is gone, and encrypted for the
/// one beside them.
enum Sample {
    static let issuer = "https://idp.example.com/saml"
    /// Within the time of each.
    static let now = Timestamp(seconds: 1_767_323_100)

    static func text(_ name: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "../../Fixtures/saml/\(name)")
        return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
    }

    /// What the parameter would be, after a change of the text.
    static func message(
        _ name: String,
        replacing old: String = "",
        with new: String = ""
    ) throws -> SAMLMessage {
        let text = try text("\(name).xml")
        let changed = old.isEmpty ? text : text.replacing(old, with: new)
        return try SAMLMessage(base64: Base64.text(Array(changed.utf8)))
    }

    static func trust(
        issuer: String = issuer,
        certificates: [[UInt8]]? = nil,
        hasKey: Bool = true,
        requiresEncryption: Bool = false
    ) throws -> SAMLTrust {
        let own = try PEM.parts(text("certificate.pem"))?.map(\.bytes) ?? []
        return SAMLTrust(
            issuer: issuer,
            certificates: certificates ?? own,
            privateKeys: hasKey ? [Secret(try text("key.pem").utf8)] : [],
            requiresEncryption: requiresEncryption
        )
    }

    static func expectation(
        issuer: String = issuer,
        audience: String = "urn:amazon:webservices",
        recipient: String = "https://signin.aws.amazon.com/saml"
    ) -> SAMLExpectation {
        SAMLExpectation(
            issuer: issuer,
            maxAgeSeconds: 300,
            isAudience: { $0 == audience },
            isRecipient: { $0 == recipient }
        )
    }
}
