import Base
import Markup
import ServiceKit
import Testing
import Tokens

/// A caller of each kind, all with all permissions.
struct SessionKinds {
    let all: [(name: String, keys: LabKeys?)]

    init(_ lab: ServerLab, root: LabKeys) throws {
        let everything = LabDocuments.allow("*")
        let user = try lab.makeUser("Holder", policy: everything, by: root)
        let userID = try #require(
            lab.done("iam", "GetUser", ["UserName": "Holder"], as: root).result?
                .child("User")?.text(of: "UserId")
        )
        let trust = LabDocuments.trust(ServerLab.account)
        try lab.makeRole("Played", trust: trust, policy: everything, by: root)
        let roleID = try #require(
            lab.done("iam", "GetRole", ["RoleName": "Played"], as: root).result?
                .child("Role")?.text(of: "RoleId")
        )
        let role = try lab.assume("Played", by: user)
        let subject = SessionClaims.Subject.assumedRole(
            roleARN: "arn:aws:iam::\(ServerLab.account):role/Played",
            roleID: roleID,
            sessionName: "federated"
        )
        func federate(_ keys: LabKeys, _ policy: KeyValuePairs<String, String>) throws -> LabKeys {
            let parameters = [("Name", "Guest")] + policy.map { ($0.key, $0.value) }
            return try LabKeys(lab.send(.call("sts", "GetFederationToken", parameters), as: keys))
        }
        func token(_ keys: LabKeys) throws -> LabKeys {
            try LabKeys(lab.done("sts", "GetSessionToken", as: keys))
        }
        let ofUser = SessionClaims.Subject.user(id: userID, name: "Holder")
        all = [
            ("user", user), ("root", root), ("role", role),
            ("chained", try lab.assume("Played", by: role)),
            ("web", try Self.session(lab, subject) { $0.provider = Self.provider(.webIdentity) }),
            ("saml", try Self.session(lab, subject) { $0.provider = Self.provider(.saml) }),
            ("token", try token(user)),
            ("token+mfa", try Self.session(lab, ofUser) { $0.mfaAuthenticatedAt = $0.issuedAt }),
            ("root-token", try token(root)),
            (
                "root-token+mfa",
                try Self.session(lab, .root) { $0.mfaAuthenticatedAt = $0.issuedAt }
            ),
            ("federated", try federate(user, ["Policy": everything])),
            ("root-fed", try federate(root, ["Policy": everything])),
            ("bare-fed", try federate(user, [:])),
        ]
    }

    private static func provider(_ kind: SessionClaims.Provider.Kind) -> SessionClaims.Provider {
        SessionClaims.Provider(
            kind: kind,
            id: "arn:aws:iam::\(ServerLab.account):provider/p",
            subject: "s",
            audience: "a"
        )
    }

    /// A session whose proof needs more than the lab has.
    private static func session(
        _ lab: ServerLab,
        _ subject: SessionClaims.Subject,
        _ change: (inout SessionClaims) -> Void
    ) throws -> LabKeys {
        let now = lab.clock.now
        var claims = SessionClaims(
            account: try #require(AccountID(ServerLab.account)),
            subject: subject,
            issuedAt: now,
            expiresAt: now.adding(seconds: 3600)
        )
        change(&claims)
        let issued = try lab.node.tokens.issue(claims, now: now)
        return LabKeys(
            id: issued.accessKeyID.text,
            secret: issued.secretAccessKeyText,
            token: issued.sessionToken
        )
    }
}
