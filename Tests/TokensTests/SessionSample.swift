import Base
import Synchronization
import Tokens

/// Sessions to test with.
enum SessionSample {
    static let now = Timestamp(seconds: 1_795_000_000)

    static func account(_ number: UInt64 = 123_456_789_012) -> AccountID {
        AccountID(number: number) ?? account()
    }

    static var plain: SessionClaims {
        SessionClaims(
            account: account(),
            subject: .assumedRole(
                roleARN: "arn:aws:iam::123456789012:role/service/web",
                roleID: "AROAEXAMPLEEXAMPLE234",
                sessionName: "alice@example.com"
            ),
            issuedAt: now,
            expiresAt: now.adding(seconds: 3600)
        )
    }

    /// Everything that claims can hold.
    static var full: SessionClaims {
        var claims = plain
        claims.mfaAuthenticatedAt = now.adding(seconds: -60)
        claims.sourceIdentity = "Älice"
        claims.provider = SessionClaims.Provider(
            kind: .saml,
            id: "arn:aws:iam::123456789012:saml-provider/p",
            subject: "s",
            audience: ""
        )
        claims.tags = [
            SessionClaims.SessionTag(Tag(key: "Project", value: "Blue"), isTransitive: true),
            SessionClaims.SessionTag(Tag(key: "leer", value: ""), isTransitive: false),
        ]
        claims.policies = [policy]
        claims.policyARNs = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
        claims.extensions = ["x": "1", "a": ""]
        return claims
    }

    static let policy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],\
        "Resource":"arn:aws:s3:::bucket/${aws:username}/*"}]}
        """

    static let subjects: [SessionClaims.Subject] = [
        plain.subject, .root, .user(id: "AIDAEXAMPLEEXAMPLE234", name: "alice"),
        .federatedUser(name: "bob", userID: "AIDAEXAMPLEEXAMPLE234"),
        .federatedUser(name: "bob", userID: nil),
    ]

    /// Bytes that repeat from run to run.
    static func random(_ seed: UInt64) -> RandomSource {
        let state = SeededState(seed)
        return RandomSource { state.bytes($0) }
    }
}

/// SplitMix64.
private final class SeededState: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) { state = Mutex(seed) }

    func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            state.withLock { state in
                state &+= 0x9E37_79B9_7F4A_7C15
                var value = state
                value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
                value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: value ^ value >> 31)
            }
        }
    }
}
