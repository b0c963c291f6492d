import Base
import IAMService
import Markup
import STSService
import ServiceKit
import Testing
import Tokens

/// What each kind of session may call at all: `Fixtures/golden/session-matrix.txt`.
///
/// - Source: AWS IAM User Guide, "Compare AWS STS credentials".
@Suite("Golden session matrix")
struct GoldenSessionTests {
    @Test("every kind of session is let pass or refused at every operation as the file says")
    func matrix() throws {
        var world = try AuthorizationWorld()
        world.callers = try SessionKinds(world.lab, root: world.root).all
        let rows = try AuthorizationRow.all(filling: [
            "ACCOUNT": ServerLab.account, "ACCESS-KEY": world.oldKey.id, "KEY": world.oldKey.id,
        ])
        let names =
            IAMService.handlers.map { "iam:\($0.name)" }
            + STSService.handlers.map { "sts:\($0.name)" }
        let asked = names.sorted().compactMap { name in rows.first { $0.name == name } }
        var lines = [["operation"] + world.callers.map(\.name)]
        for row in asked {
            let request = LabRequest.call(row.service, row.operation, row.parameters)
            lines.append([row.name] + world.ask(request).map(Self.word))
        }
        lines.append(["s3:ListBuckets"] + world.ask(.s3("GET", "/")).map(Self.word))
        try Golden.compare(Self.legend + GoldenMatrixTests.table(lines), with: "session-matrix.txt")
    }

    /// Errors that stand behind the gate are no matter of the session.
    private static func word(_ cell: String) -> String {
        cell == "yes" || cell.hasPrefix("no") || cell == "unsigned" ? cell : "yes"
    }

    private static let legend = """
        # What each kind of session may call: written by `make golden`, to be reviewed as a diff.
        #
        # Every caller's policies, and session policies where it has some, allow everything.
        #
        # user         a user's long-term key
        # root         the root user's
        # role         a session of AssumeRole
        # chained      a session that a session of a role asked for
        # web          a session of AssumeRoleWithWebIdentity
        # saml         a session of AssumeRoleWithSAML
        # token        a user's session of GetSessionToken without MFA, and with it
        # root-token   root's
        # federated    a session of GetFederationToken that a user asked for
        # root-fed     that root asked for
        # bare-fed     that a user asked for without session policies
        #
        # yes          the call passes the gate, whatever it then answers
        # no:KIND      AccessDenied, and the sentence names this kind of policy
        # no           AccessDenied with another sentence
        # no-key       InvalidClientTokenId


        """
}
