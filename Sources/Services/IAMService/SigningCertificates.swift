internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let signingCertificates: [Handler] = [
        .write("UploadSigningCertificate", uploadSigningCertificate),
        .read("ListSigningCertificates", listSigningCertificates),
        .write("UpdateSigningCertificate", updateSigningCertificate),
        .write("DeleteSigningCertificate", deleteSigningCertificate),
    ]

    private static func uploadSigningCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("UploadSigningCertificate")
        let certificate = try call.directory.uploadSigningCertificate(
            try call.input.requiredString("CertificateBody"),
            owner: try owner.key(call.directory)
        )
        return ["Certificate": answer(certificate, of: owner)]
    }

    private static func listSigningCertificates(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let owner = try call.owner("ListSigningCertificates")
        let certificates = try call.directory.signingCertificates(
            of: try owner.key(call.directory)
        )
        let page = try call.page(certificates) { $0.id }
        return call.answer(page, as: "Certificates") { answer($0, of: owner) }
    }

    private static func updateSigningCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("UpdateSigningCertificate")
        let text = try call.input.requiredString("Status")
        guard let status = AccessKey.Status(rawValue: text) else {
            throw ServiceError.invalidInput("A signing certificate's status is Active or Inactive.")
        }
        try call.directory.setStatus(
            status,
            ofSigningCertificate: try call.input.requiredString("CertificateId"),
            owner: try owner.key(call.directory)
        )
        return [:]
    }

    private static func deleteSigningCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let owner = try call.owner("DeleteSigningCertificate")
        try call.directory.deleteSigningCertificate(
            try call.input.requiredString("CertificateId"),
            owner: try owner.key(call.directory)
        )
        return [:]
    }

    private static func answer(_ certificate: SigningCertificate, of owner: CredentialOwner)
        -> Value
    {
        [
            "UserName": .string(owner.name ?? "root"), "CertificateId": .string(certificate.id),
            "CertificateBody": .string(certificate.body),
            "Status": .string(certificate.status.rawValue),
            "UploadDate": .timestamp(certificate.uploadDate),
        ]
    }
}
