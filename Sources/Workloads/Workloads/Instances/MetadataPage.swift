internal import Base
internal import HTTPMessage
internal import Markup

/// The answers of the metadata service.
enum MetadataPage {
    private static let fields: [(name: String, value: String)] = [
        ("Content-Type", "text/plain"), ("Server", "EC2ws"),
    ]

    static func text(_ text: String) -> Response {
        Response(status: 200, fields: fields, body: .bytes(Array(text.utf8)))
    }

    /// Base 64 in lines of 64 characters, as programs that read PEM want it.
    ///
    /// - Source: Amazon EC2 User Guide, "Verify instance identity documents".
    static func lines(_ base64: String) -> Response {
        let bytes = Array(base64.utf8)
        let lines = stride(from: 0, to: bytes.count, by: 64).map { start in
            String(decoding: bytes[start..<min(start + 64, bytes.count)], as: UTF8.self)
        }
        return text(lines.joined(separator: "\n"))
    }

    /// - Source: Amazon EC2 User Guide, "Use IMDSv2", the status codes of responses.
    static func error(_ status: Int) -> Response {
        let reason =
            switch status {
            case 400: "Bad Request"
            case 401: "Unauthorized"
            case 403: "Forbidden"
            case 404: "Not Found"
            case 405: "Method Not Allowed"
            default: "Service Unavailable"
            }
        let title = "\(status) - \(reason)"
        let page = """
            <?xml version="1.0" encoding="iso-8859-1"?>
            <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
             <head>
              <title>\(title)</title>
             </head>
             <body>
              <h1>\(title)</h1>
             </body>
            </html>

            """
        return Response(
            status: status,
            fields: [("Content-Type", "text/html"), ("Server", "EC2ws")],
            body: .bytes(Array(page.utf8))
        )
    }

    /// - Source: IAM User Guide, "Troubleshoot IAM and Amazon EC2", the `iam/info` document.
    static func info(_ instance: InstanceDescription, at now: Timestamp) -> Response {
        var rows = [("Code", "Success"), ("LastUpdated", now.description)]
        if instance.roleName == nil {
            rows.append(
                (
                    "Message",
                    "Instance Profile does not contain a role. Please see documentation at "
                        + guide + "-no-role."
                )
            )
        }
        rows.append(("InstanceProfileArn", instance.profileARN ?? ""))
        rows.append(("InstanceProfileId", instance.profileID ?? ""))
        return text(json(rows))
    }

    /// Keys, or why there are none: a role that may not be taken is told with status 200.
    ///
    /// - Source: Amazon EC2 User Guide, "Retrieve security credentials from instance metadata"; IAM
    ///   User Guide, "Troubleshoot IAM and Amazon EC2", `AssumeRoleUnauthorizedAccess`.
    static func keys(
        _ outcome: Keeper<SessionKeys>.Outcome,
        _ instance: InstanceDescription,
        at now: Timestamp
    ) -> Response {
        switch outcome {
        case .success(let keys):
            return text(
                json([
                    ("Code", "Success"),
                    ("LastUpdated", keys.fetchedAt.description),
                    ("Type", "AWS-HMAC"),
                    ("AccessKeyId", keys.accessKeyID),
                    ("SecretAccessKey", keys.secretText),
                    ("Token", keys.sessionToken),
                    ("Expiration", keys.expiration.description),
                ])
            )
        case .failure(let failure) where failure.isDenial:
            return text(
                json([
                    ("Code", "AssumeRoleUnauthorizedAccess"),
                    (
                        "Message",
                        "EC2 cannot assume the role \(instance.roleName ?? ""). Please see "
                            + "documentation at \(guide)."
                    ),
                    ("LastUpdated", now.description),
                ])
            )
        case .failure:
            return error(503)
        }
    }

    private static let guide =
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"
        + "#troubleshoot_iam-ec2_errors-info-doc"

    /// An object with a member in each line, as the service writes it.
    private static func json(_ rows: [(String, String)]) -> String {
        let lines = rows.map { name, value in
            var writer = JSONWriter()
            writer.string(value)
            return "  \"\(name)\" : \(writer.text)"
        }
        return "{\n\(lines.joined(separator: ",\n"))\n}"
    }
}
