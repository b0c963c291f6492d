internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let serverCertificates: [Handler] = [
        .write("UploadServerCertificate", uploadServerCertificate),
        .read("GetServerCertificate", getServerCertificate),
        .read("ListServerCertificates", listServerCertificates),
        .write("UpdateServerCertificate", updateServerCertificate),
        .write("DeleteServerCertificate", deleteServerCertificate),
    ]

    private static func uploadServerCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("ServerCertificateName")
        let path = call.input.string("Path") ?? "/"
        let tags = call.input.tags()
        try call.authorizeCreation(
            "UploadServerCertificate",
            tagAction: "TagServerCertificate",
            arn: call.arn("server-certificate", path, name),
            tags: tags
        )
        let certificate = try call.directory.uploadServerCertificate(
            named: name,
            path: path,
            body: try call.input.requiredString("CertificateBody"),
            privateKey: try call.input.requiredString("PrivateKey"),
            chain: call.input.string("CertificateChain"),
            tags: tags
        )
        return [
            "ServerCertificateMetadata": metadata(certificate),
            "Tags": tags.isEmpty ? nil : .sortedTags(tags),
        ]
    }

    /// - Source: botocore, `iam` model, `ServerCertificate`; LocalStack's recorded answers for the
    ///   empty list of tags.
    private static func getServerCertificate(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let name = try call.input.requiredString("ServerCertificateName")
        try call.authorize("GetServerCertificate", serverCertificate: name)
        let certificate = try call.directory.serverCertificate(named: name)
        let contents = try call.directory.contents(of: certificate)
        return [
            "ServerCertificate": [
                "ServerCertificateMetadata": metadata(certificate),
                "CertificateBody": .string(contents.body),
                "CertificateChain": .optional(contents.chain),
                "Tags": .sortedTags(certificate.tags),
            ]
        ]
    }

    private static func listServerCertificates(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let prefix = call.input.string("PathPrefix") ?? "/"
        try call.authorize(
            Demand("iam:ListServerCertificates", on: call.arn("server-certificate", prefix, ""))
        )
        let page = try call.directory.serverCertificates(
            pathPrefix: prefix,
            after: call.marker,
            limit: call.maxItems
        )
        return call.answer(page, as: "ServerCertificateMetadataList") { metadata($0) }
    }

    private static func updateServerCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("ServerCertificateName")
        let newName = call.input.string("NewServerCertificateName")
        let newPath = call.input.string("NewPath")
        try call.authorize("UpdateServerCertificate", serverCertificate: name)
        // Both the old and the new ARN must be allowed.
        // Source: IAM API Reference, UpdateServerCertificate.
        let certificate = try call.directory.serverCertificate(named: name)
        let target = call.arn(
            "server-certificate",
            newPath ?? certificate.path,
            newName ?? certificate.name
        )
        if target != certificate.arn {
            try call.authorize(Demand("iam:UpdateServerCertificate", on: target))
        }
        try call.directory.updateServerCertificate(
            named: name,
            newName: newName,
            newPath: newPath
        )
        return [:]
    }

    private static func deleteServerCertificate(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("ServerCertificateName")
        try call.authorize("DeleteServerCertificate", serverCertificate: name)
        try call.directory.deleteServerCertificate(named: name)
        return [:]
    }

    private static func metadata(_ certificate: ServerCertificate) -> Value {
        [
            "Path": .string(certificate.path),
            "ServerCertificateName": .string(certificate.name),
            "ServerCertificateId": .string(certificate.id), "Arn": .string(certificate.arn),
            "UploadDate": .timestamp(certificate.uploadDate),
            "Expiration": .timestamp(certificate.expiration),
        ]
    }
}
