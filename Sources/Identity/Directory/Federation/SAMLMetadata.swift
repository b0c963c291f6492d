public import Base
import Cryptography
import Markup

/// What the metadata of a SAML identity provider tell: who issues assertions, and who signs them.
///
/// - Source: "Metadata for the OASIS Security Assertion Markup Language (SAML) V2.0", 2.3.2, 2.4.3.
public struct SAMLMetadata: Hashable, Sendable {
    /// Where the provider takes requests for assertions.
    public struct SignOnService: Hashable, Sendable {
        /// How requests come, as a URN.
        public let binding: String
        /// The URL.
        public let location: String
    }

    /// Why metadata are not taken.
    public struct Failure: Error, Hashable, Sendable {}

    /// The issuer of assertions.
    public let entityID: String
    /// When the metadata end; nil when they do not tell.
    public let validUntil: Timestamp?
    /// The certificates whose keys sign assertions, in DER.
    public let signingCertificates: [[UInt8]]
    /// Where the provider takes requests.
    public let signOnServices: [SignOnService]

    private static let namespace = "urn:oasis:names:tc:SAML:2.0:metadata"
    private static let assertionProtocol = "urn:oasis:names:tc:SAML:2.0:protocol"

    /// Reads a document.
    ///
    /// Taken is one `EntityDescriptor` with an `IDPSSODescriptor` for SAML 2.0, whose certificates
    /// can all be read and at least one of which signs, and with a place to sign on.
    public init(parsing document: String) throws(Failure) {
        let root: XMLElement
        do {
            root = try XMLReader.read(Array(document.utf8), limits: .metadata)
        } catch { throw Failure() }
        guard root.localName == "EntityDescriptor", Self.namespace(of: root) == Self.namespace,
            let entityID = root.attribute("entityID"), !entityID.isEmpty,
            let descriptor = root.children("IDPSSODescriptor").first(where: Self.speaksSAML2)
        else { throw Failure() }
        self.entityID = entityID
        validUntil = try Self.moment(root.attribute("validUntil"))
        signingCertificates = try Self.signingCertificates(descriptor)
        signOnServices = descriptor.children("SingleSignOnService").compactMap { service in
            guard let binding = service.attribute("Binding"),
                let location = service.attribute("Location"), !location.isEmpty
            else { return nil }
            return SignOnService(binding: binding, location: location)
        }
        guard !signingCertificates.isEmpty, !signOnServices.isEmpty else { throw Failure() }
    }

    private static func speaksSAML2(_ descriptor: XMLElement) -> Bool {
        let protocols = descriptor.attribute("protocolSupportEnumeration") ?? ""
        return protocols.split(separator: " ").contains { $0 == assertionProtocol }
    }

    /// The namespace of the root, which must be declared on it.
    private static func namespace(of root: XMLElement) -> String? {
        let prefix = root.name.dropLast(root.localName.count)
        return root.attribute(prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())")
    }

    private static func moment(_ text: String?) throws(Failure) -> Timestamp? {
        guard let text else { return nil }
        guard let moment = Timestamp(iso8601: text) else { throw Failure() }
        return moment.truncatedToSeconds
    }

    private static func signingCertificates(
        _ descriptor: XMLElement
    ) throws(Failure) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        for key in descriptor.children("KeyDescriptor") {
            let use = key.attribute("use")
            for info in key.children("KeyInfo") {
                for data in info.children("X509Data") {
                    for element in data.children("X509Certificate") {
                        let der = try der(element.text)
                        guard use == nil || use == "signing", !certificates.contains(der) else {
                            continue
                        }
                        certificates.append(der)
                    }
                }
            }
        }
        guard certificates.count <= Certificate.mostOfSigner else { throw Failure() }
        return certificates
    }

    private static func der(_ text: String) throws(Failure) -> [UInt8] {
        let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard let der = Base64.bytes(digits), Certificate(der: der) != nil else { throw Failure() }
        return der
    }
}
