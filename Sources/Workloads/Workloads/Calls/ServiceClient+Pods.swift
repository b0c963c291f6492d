private import Base
private import Cryptography
private import Fetching
private import Markup

extension ServiceClient {
    /// Asks for the keys of the role that is bound to a token's service account, and waits for them.
    ///
    /// - Source: EKS Auth API Reference, AssumeRoleForPodIdentity; botocore, `eks-auth` model.
    package func keys(
        forPod token: String,
        cluster: String
    ) throws(CallFailure) -> SessionKeys {
        let now = now
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("token", token)
        writer.endObject()
        let message = Message(
            service: "eks-auth",
            target: "/clusters/\(cluster)/assume-role-for-pod-identity",
            contentType: "application/json",
            body: writer.bytes,
            wantedField: "x-amzn-ErrorType"
        )
        return try call(message) { answer throws(CallFailure) in
            try Self.podKeys(answer, at: now)
        }
    }

    private static func podKeys(
        _ answer: IncomingAnswer,
        at now: Timestamp
    ) throws(CallFailure) -> SessionKeys {
        guard let root = (try? JSONDocument(parsing: answer.body))?.root, root.kind == .object
        else { throw .unreachable }
        guard answer.status == 200 else {
            // A code may be followed by a colon and a URL.
            guard let code = answer.field?.split(separator: ":").first else { throw .unreachable }
            throw .refused(
                status: answer.status,
                code: String(code),
                message: root["message"]?.string ?? ""
            )
        }
        guard let keys = SessionKeys(pod: root, at: now) else { throw .unreachable }
        return keys
    }
}

extension SessionKeys {
    /// Reads the result of AssumeRoleForPodIdentity; nil when a part is missing.
    fileprivate init?(pod root: JSONValue, at now: Timestamp) {
        guard let keys = root["credentials"], keys.kind == .object,
            let id = keys["accessKeyId"]?.string, let secret = keys["secretAccessKey"]?.string,
            let token = keys["sessionToken"]?.string,
            let seconds = keys["expiration"]?.number.flatMap({ Double($0) }),
            abs(seconds) < 1e12
        else { return nil }
        let user = root["assumedRoleUser"]
        self.init(
            accessKeyID: id,
            secretAccessKey: Secret(secret.utf8),
            sessionToken: token,
            expiration: Timestamp(milliseconds: Int64(seconds * 1000)),
            fetchedAt: now,
            sessionARN: (user?.kind == .object ? user?["arn"]?.string : nil) ?? ""
        )
    }
}
