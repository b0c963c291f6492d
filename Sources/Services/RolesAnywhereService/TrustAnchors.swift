internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolesAnywhereService {
    /// How many certificates a trust anchor has at most; our own.
    private static let certificateLimit = 10

    static func createTrustAnchor(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let tags = try authorizeMaking(&call, "CreateTrustAnchor", .trustAnchor)
        let anchor = TrustAnchor(
            account: call.account,
            region: call.environment.region,
            id: call.node.random.uuid(),
            name: try call.input.requiredString("name"),
            bundle: try bundle(call.input) ?? "",
            isEnabled: call.input.boolean("enabled") ?? false,
            createDate: call.environment.now,
            tags: tags
        )
        try call.directory.putAnywhere(anchor)
        return answer(anchor)
    }

    static func updateTrustAnchor(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let input = call.input
        return try change(&call, "UpdateTrustAnchor", TrustAnchor.self) { anchor in
            if let name = input.string("name") { anchor.name = name }
            if let bundle = try bundle(input) { anchor.bundle = bundle }
        }
    }

    /// The authorities' certificates of a request.
    ///
    /// - Source: IAM Roles Anywhere User Guide, "Trust model", "Certificate authorities".
    private static func bundle(_ input: Structure) throws(ServiceError) -> String? {
        guard input.boolean("crlDpRevocationEnabled") != true else {
            throw .validation("Lists at distribution points are not supported.")
        }
        guard let source = input.structure("source") else { return nil }
        guard source.string("sourceType") == "CERTIFICATE_BUNDLE",
            let text = source.structure("sourceData")?.string("x509CertificateData")
        else { throw .validation("The source must be a CERTIFICATE_BUNDLE.") }
        guard let certificates = certificates(text), certificates.count <= certificateLimit else {
            throw .validation("The certificate bundle is not valid PEM.")
        }
        for der in certificates {
            guard let certificate = Certificate(der: der), certificate.isAuthority else {
                throw .validation("Incorrect basic constraints for CA certificate")
            }
        }
        return text
    }

    /// The certificates of a PEM text in DER; nil when there is anything else.
    static func certificates(_ text: String) -> [[UInt8]]? {
        guard let parts = PEM.parts(text), parts.allSatisfy({ $0.label == "CERTIFICATE" }) else {
            return nil
        }
        return parts.map(\.bytes)
    }
}
