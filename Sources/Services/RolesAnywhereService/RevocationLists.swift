internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension RolesAnywhereService {
    static func importList(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let tags = try authorizeMaking(&call, "ImportCrl", .revocationList)
        let arn = try call.input.requiredString("trustAnchorArn")
        let anchor = try AnywhereName(arn, kind: .trustAnchor, call).id.flatMap { id in
            try call.directory.anywhere(TrustAnchor.self, id: id, in: call.environment.region)
        }
        guard let anchor else { throw AnywhereError.notFound(arn) }
        guard try call.directory.hasRoomForList(of: anchor) else {
            throw AnywhereError.limitExceeded(.revocationList)
        }
        let contents = call.input.blob("crlData") ?? []
        try require(contents, of: anchor)
        let list = AnywhereRevocationList(
            account: call.account,
            region: call.environment.region,
            id: call.node.random.uuid(),
            name: try call.input.requiredString("name"),
            contents: contents,
            trustAnchorARN: anchor.arn,
            isEnabled: call.input.boolean("enabled") ?? false,
            createDate: call.environment.now,
            tags: tags
        )
        try call.directory.putAnywhere(list)
        return answer(list)
    }

    static func updateList(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let input = call.input
        let directory = call.directory
        let region = call.environment.region
        return try change(&call, "UpdateCrl", AnywhereRevocationList.self) { list in
            if let name = input.string("name") { list.name = name }
            guard let contents = input.blob("crlData") else { return }
            let id = String(list.trustAnchorARN.split(separator: "/").last ?? "")
            guard let anchor = try directory.anywhere(TrustAnchor.self, id: id, in: region) else {
                throw AnywhereError.notFound(list.trustAnchorARN)
            }
            try require(contents, of: anchor)
            list.contents = contents
        }
    }

    /// A list must be one, and an authority of the anchor must have signed it.
    private static func require(
        _ contents: [UInt8],
        of anchor: TrustAnchor
    ) throws(ServiceError) {
        guard let ders = lists(contents), !ders.isEmpty else {
            throw .validation("The CRL data is not valid.")
        }
        for der in ders {
            guard let list = RevocationList(der: der) else {
                throw .validation("The CRL data is not valid.")
            }
            guard list.isWhole else {
                throw .validation(
                    "Delta CRLs, indirect CRLs and CRLs for some reasons are not supported."
                )
            }
            var isSigned = false
            for authority in certificates(anchor.bundle) ?? [] {
                guard let certificate = Certificate(der: authority) else { continue }
                if list.isIssued(by: certificate) { isSigned = true }
            }
            guard isSigned else {
                throw .validation("The CRL is not signed by a certificate of the trust anchor.")
            }
        }
    }

    /// The lists of a text in DER; it may be PEM or DER itself.
    static func lists(_ contents: [UInt8]) -> [[UInt8]]? {
        guard contents.starts(with: "-----BEGIN".utf8) else { return [contents] }
        guard let parts = PEM.parts(String(decoding: contents, as: UTF8.self)),
            parts.allSatisfy({ $0.label == "X509 CRL" })
        else { return nil }
        return parts.map(\.bytes)
    }
}
