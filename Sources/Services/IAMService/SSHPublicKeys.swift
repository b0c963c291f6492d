internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let sshPublicKeys: [Handler] = [
        .write("UploadSSHPublicKey", uploadSSHPublicKey),
        .read("GetSSHPublicKey", getSSHPublicKey), .read("ListSSHPublicKeys", listSSHPublicKeys),
        .write("UpdateSSHPublicKey", updateSSHPublicKey),
        .write("DeleteSSHPublicKey", deleteSSHPublicKey),
    ]

    private static func uploadSSHPublicKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("UploadSSHPublicKey", user: name)
        let body = try call.input.requiredString("SSHPublicKeyBody")
        let key = try call.directory.uploadSSHPublicKey(body, forUser: name)
        let encoding: SSHPublicKey.Encoding = body.contains("BEGIN") ? .pem : .ssh
        return ["SSHPublicKey": .key(key, encoding, userName: name)]
    }

    private static func getSSHPublicKey(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("GetSSHPublicKey", user: name)
        let encoding = SSHPublicKey.Encoding(rawValue: try call.input.requiredString("Encoding"))
        guard let encoding else { throw DirectoryError.credential(.unknownEncoding) }
        let key = try call.directory.sshPublicKey(try keyID(call.input), ofUser: name)
        return ["SSHPublicKey": .key(key, encoding, userName: name)]
    }

    private static func listSSHPublicKeys(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let name = try call.userName()
        try call.authorize("ListSSHPublicKeys", user: name)
        let page = try call.page(try call.directory.sshPublicKeys(ofUser: name)) { $0.id }
        return call.answer(page, as: "SSHPublicKeys") { key in
            [
                "UserName": .string(name), "SSHPublicKeyId": .string(key.id),
                "Status": .string(key.status.rawValue), "UploadDate": .timestamp(key.uploadDate),
            ]
        }
    }

    private static func updateSSHPublicKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("UpdateSSHPublicKey", user: name)
        let text = try call.input.requiredString("Status")
        guard let status = AccessKey.Status(rawValue: text) else {
            throw ServiceError.invalidInput("An SSH public key's status is Active or Inactive.")
        }
        let id = try keyID(call.input)
        try call.directory.setStatus(status, ofSSHPublicKey: id, ofUser: name)
        return [:]
    }

    private static func deleteSSHPublicKey(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("DeleteSSHPublicKey", user: name)
        try call.directory.deleteSSHPublicKey(try keyID(call.input), ofUser: name)
        return [:]
    }

    private static func keyID(_ input: Structure) throws -> String {
        try input.requiredString("SSHPublicKeyId")
    }
}

extension Value {
    fileprivate static func key(
        _ key: SSHPublicKey,
        _ encoding: SSHPublicKey.Encoding,
        userName: String
    ) -> Self {
        [
            "UserName": .string(userName), "SSHPublicKeyId": .string(key.id),
            "Fingerprint": .string(key.fingerprint),
            "SSHPublicKeyBody": .string(key.body(encoding)),
            "Status": .string(key.status.rawValue), "UploadDate": .timestamp(key.uploadDate),
        ]
    }
}
