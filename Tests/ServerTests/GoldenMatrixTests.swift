import EC2Service
import EKSService
import IAMService
import RolecallService
import STSService
import ServiceKit
import Testing

/// Who may do what, as one readable file: `Fixtures/golden/authorization-matrix.txt`.
@Suite("Golden authorization matrix")
struct GoldenMatrixTests {
    @Test("every caller is let pass or refused at every operation as the file says")
    func matrix() throws {
        let world = try AuthorizationWorld()
        var lines = [["operation"] + world.callers.map(\.name)]
        let rows = try AuthorizationRow.all(filling: world.words)
        let served =
            IAMService.handlers.map { "iam:\($0.name)" }
            + STSService.handlers.map { "sts:\($0.name)" }
            + EC2Service.handlers.map { "ec2:\($0.name)" }
            + RolecallService.handlers.map { "rolecall:\($0.name)" }
            + EKSService.handlers.map { "eks:\($0.name)" }
        for name in served.sorted() {
            guard let row = rows.first(where: { $0.name == name }) else {
                Issue.record(
                    "\(name) has no row in Tests/Clients/authorization_table.py (then make generate)"
                )
                continue
            }
            try world.grant(row.policy)
            lines.append(
                [name] + world.ask(row.request)
            )
        }
        for row in Self.s3 {
            let grants = [(row.action, "arn:aws:s3:::\(row.resource)")]
            let name = "s3:\(row.name)"
            try world.grant(
                AuthorizationRow(service: "s3", operation: name, parameters: [], grants: grants)
                    .policy
            )
            lines.append([name] + world.ask(row.request))
        }
        try Golden.compare(Self.legend + Self.table(lines), with: "authorization-matrix.txt")
    }

    private struct S3Row {
        let name: String
        let action: String
        let resource: String
        let request: LabRequest
    }

    /// Those whose effect on the files of the objects needs no undoing.
    private static let s3: [S3Row] = [
        row("ListBuckets", "s3:ListAllMyBuckets", "*", "GET", "/"),
        row("CreateBucket", "s3:CreateBucket", "fresh", "PUT", "/fresh"),
        row("ListObjects", "s3:ListBucket", "shelf", "GET", "/shelf"),
        row("GetBucketLocation", "s3:GetBucketLocation", "shelf", "GET", "/shelf", "location"),
        row("GetBucketPolicy", "s3:GetBucketPolicy", "shelf", "GET", "/shelf", "policy"),
        row("DeleteBucketPolicy", "s3:DeleteBucketPolicy", "shelf", "DELETE", "/shelf", "policy"),
        row("GetBucketTagging", "s3:GetBucketTagging", "shelf", "GET", "/shelf", "tagging"),
        row("DeleteBucket", "s3:DeleteBucket", "shelf", "DELETE", "/shelf"),
        row("GetObject", "s3:GetObject", "shelf/book", "GET", "/shelf/book"),
        row("HeadObject", "s3:GetObject", "shelf/book", "HEAD", "/shelf/book"),
        row("PutObject", "s3:PutObject", "shelf/new", "PUT", "/shelf/new"),
        row("DeleteObject", "s3:DeleteObject", "shelf/none", "DELETE", "/shelf/none"),
    ]

    private static func row(
        _ name: String,
        _ action: String,
        _ resource: String,
        _ method: String,
        _ path: String,
        _ query: String? = nil
    ) -> S3Row {
        S3Row(
            name: name,
            action: action,
            resource: resource,
            request: .s3(method, path, query: query.map { [($0, "")] } ?? [])
        )
    }

    static func table(_ lines: [[String]]) -> String {
        let widths = lines[0].indices.map { column in
            lines.map { $0[column].count }.max() ?? 0
        }
        return lines.map { line in
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            let text = cells.joined(separator: "  ")
            return text[...(text.lastIndex { $0 != " " } ?? text.startIndex)] + "\n"
        }.joined()
    }

    private static let legend = """
        # Who may do what: written by `make golden`, to be reviewed as a diff.
        #
        # Each call finds the same world. A call of IAM works on the caller's own account.
        #
        # anonymous   sends no signature
        # root        the account's root user
        # admin       a user that may do everything
        # user        a user without permissions
        # exact       a user with exactly the permissions that the call needs
        # bounded     the same behind a permissions boundary that omits them
        # member      the same by a group
        # session     a session of a role with exactly these permissions
        # narrowed    the same with a session policy that omits them
        # token       a session of admin from GetSessionToken, without MFA
        # other-root  root of another account
        # other-user  a user of another account with exactly these permissions, for the first account
        # deleted     a deleted key of a user that may do everything
        # inactive    an inactive key of such a user
        #
        # yes         the call succeeds
        # no:KIND     AccessDenied (EC2: UnauthorizedOperation), and the sentence names this kind of policy
        # no          AccessDenied with another sentence
        # unsigned    MissingAuthenticationToken
        # no-key      InvalidClientTokenId, S3's InvalidAccessKeyId, or EC2's AuthFailure
        # others      the error's code, or the status of an answer without one


        """
}
